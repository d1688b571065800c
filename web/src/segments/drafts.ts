import { ownKey } from "../api/own";
import type { Conditions } from "./tree";

/** A segment as somebody writes it. */
export interface Draft {
  readonly name: string;
  readonly description: string;
  readonly watched: boolean;
  readonly conditions: Conditions | null;
  readonly text: string;
}

export const EMPTY: Draft = { name: "", description: "", watched: false, conditions: null, text: "" };

const PREFIX = "tidings.segment";

function keyOf(place: string, id: string): string {
  return ownKey(`${PREFIX}.${place}.${id}`);
}

/** What was written and not saved of a segment, by whoever is signed in: it outlives the page and its loading anew, and ends with the tab. */
export function keptDraft(place: string, id: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place, id)) ?? "null");
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function keepDraft(place: string, id: string, draft: Draft): void {
  sessionStorage.setItem(keyOf(place, id), JSON.stringify(draft));
}

export function forgetDraft(place: string, id: string): void {
  sessionStorage.removeItem(keyOf(place, id));
}

function isDraft(kept: unknown): kept is Draft {
  if (typeof kept !== "object" || kept === null) return false;
  const strings = "name" in kept && typeof kept.name === "string" && "description" in kept && typeof kept.description === "string" && "text" in kept && typeof kept.text === "string";
  return strings && "watched" in kept && typeof kept.watched === "boolean" && "conditions" in kept && typeof kept.conditions === "object";
}

export function same(one: Draft, other: Draft): boolean {
  return one.name === other.name && one.description === other.description && one.watched === other.watched && one.text === other.text;
}
