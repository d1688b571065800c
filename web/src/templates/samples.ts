import type { Schemas } from "../api/client";
import type { Person } from "./queries";

export const SAMPLES = ["known", "unknown", "long"] as const;
export type Sample = (typeof SAMPLES)[number];

const NOBODY: Person = { lifecycle: "lead", tags: [], attributes: {}, values: {} };
const MADE_UP: Record<Sample, Person> = {
  known: { ...NOBODY, first_name: "Zoé", last_name: "N.", country: "FR" },
  unknown: NOBODY,
  long: { ...NOBODY, first_name: "Maximilienne-Alexandrina 🎉", last_name: "N.", country: "DE" },
};

/** Somebody as a preview takes them: a made-up person, or a contact. */
export function personOf(from: Sample | Schemas["ContactShown"]): Person {
  if (typeof from === "string") return MADE_UP[from];
  const { first_name, last_name, country, locale, lifecycle, tags, attributes } = from;
  return { first_name, last_name, country, locale, lifecycle, tags: tags.slice(0, 100), attributes, values: {} };
}
