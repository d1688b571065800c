import { text } from "../routes/search";

/** What a list of contacts is narrowed to, by the API's own names. */
export interface Wanted {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly tag?: string;
  readonly lifecycle?: string;
  readonly country?: string;
}

/** What the list is narrowed to as the page's address says it: `name` is what was typed. */
export type Narrowing = Pick<Wanted, "name" | "tag" | "lifecycle" | "country">;

export const NARROWED_BY = ["tag", "lifecycle", "country"] as const;

/** Reads a page's address; what is no text is left out. */
export function narrowingIn(search: Readonly<Record<string, unknown>>): Narrowing {
  const words = ["name", ...NARROWED_BY].map((key) => [key, text(search[key])] as const);
  return Object.fromEntries(words.filter(([, word]) => word !== undefined));
}

/** All that must hold: what is typed, and what was chosen. A tag that is typed counts instead of the one chosen. */
export function wantedOf({ name, ...chosen }: Narrowing): Wanted {
  return { ...chosen, ...wantedIn(name ?? "") };
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
