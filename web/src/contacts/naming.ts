/** A person's name as far as it is known; empty if nothing is. */
export function nameOf({ first_name, last_name }: { readonly first_name: string | null; readonly last_name: string | null }): string {
  return [first_name, last_name].filter(Boolean).join(" ");
}
