/** What a list of contacts is narrowed to, by the API's own names. */
export interface Wanted {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly tag?: string;
  readonly lifecycle?: string;
  readonly country?: string;
}

const FEWEST_DIGITS = 6;

/** Reads one field: an address with an @, a number by its digits, a tag behind #; else the beginning of a name. */
export function wantedIn(typed: string): Wanted {
  const text = typed.trim();
  if (text === "") return {};
  if (text.startsWith("#")) return text.length > 1 ? { tag: text.slice(1).trim() } : {};
  if (text.includes("@")) return { email: text };
  const digits = text.replaceAll(/\D/g, "").length;
  if (digits >= FEWEST_DIGITS && /^[+\d\s().\-/]+$/.test(text)) return { phone: text };
  return { name: text };
}
