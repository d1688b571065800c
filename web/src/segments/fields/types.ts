import type { Op, Value } from "../tree";

/** What kind of value something has. A choice is a text of which the possible ones are known. */
export type Type = "text" | "number" | "bool" | "date";

export const TYPES: readonly Type[] = ["text", "number", "bool", "date"];

const ORDERED: readonly Op[] = ["less", "at_most", "more", "at_least", "between"];

/** The comparisons that mean something for a type. */
export const OPS: { readonly [Each in Type]: readonly Op[] } = {
  text: ["is", "in", "starts_with", "contains", "is_set"],
  number: ["is", "in", ...ORDERED, "is_set"],
  date: ["is", "in", ...ORDERED, "is_set"],
  bool: ["is", "is_set"],
};

/** The type that a value shows by itself; a date is a text that looks like one. */
export function typeOf(value: Value | undefined): Type {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "bool";
  return value !== undefined && /^\d{4}-\d{2}-\d{2}$/u.test(value) ? "date" : "text";
}

/** A value of a type before anything is filled in. */
export function emptyOf(type: Type): Value {
  return { text: "", number: Number.NaN, bool: true, date: "" }[type];
}

/** As many values as a comparison takes, the present ones kept as far as they fit. */
export function valuesFor(op: Op, type: Type, present: readonly Value[]): readonly Value[] {
  const fitting = present.filter((value) => (typeof value === "string" ? type === "text" || type === "date" : typeof value === (type === "bool" ? "boolean" : type)));
  if (op === "is_set") return [];
  if (op === "in") return fitting.filter((value) => value !== "" && !Number.isNaN(value));
  const [first = emptyOf(type), second = emptyOf(type)] = fitting;
  return op === "between" ? [first, second] : [first];
}

/** What was typed for a list of values, as values of the type; what is none is left out. */
export function valuesOf(words: readonly string[], type: Type): readonly Value[] {
  if (type !== "number") return words;
  return words.map((word) => Number(word.replace(",", "."))).filter((number) => Number.isFinite(number));
}
