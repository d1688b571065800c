import type { Schemas } from "../api/client";

export const LISTS = ["mine", "unassigned", "all", "mentions"] as const satisfies readonly Schemas["ListName"][];
export type ListWord = (typeof LISTS)[number];

export const STATUSES = ["open", "pending", "snoozed", "resolved"] as const;
export type StatusWord = (typeof STATUSES)[number];

export const ORDERS = ["waiting", "newest"] as const satisfies readonly Schemas["Order"][];
export type OrderWord = (typeof ORDERS)[number];

/** A word of the address, if it is one of these. */
export function among<Word extends string>(words: readonly Word[], said: string | undefined): Word | undefined {
  return words.find((each) => each === said);
}

/** Words that the API tells in both languages, in the reader's. */
export function told(explanation: Readonly<Record<string, string>>, language: string): string {
  return explanation[language.slice(0, 2)] ?? explanation["en"] ?? "";
}

/** A key of the browser's own making, also where the page came without https. */
export function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Degrees as a person reads and copies them. */
export function degrees(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}
