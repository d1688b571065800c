/** Where the app lies on its server: what is told to the browser's history begins with it, what the router knows does not. */
export const BASE = "/app";

/** The address to go to after signing in: where one was going, if that is a page of ours, else the start. */
export function wayOn(next: string | undefined): string {
  if (next?.startsWith(`${BASE}/o/`)) return next;
  return BASE + (next?.startsWith("/o/") ? next : "/");
}
