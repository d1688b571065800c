/** Where to go after signing in: where one was going, if that is a page of ours, else the start. */
export function wayOn(next: string | undefined): string {
  return next?.startsWith("/o/") || next?.startsWith("/app/o/") ? next : "/";
}
