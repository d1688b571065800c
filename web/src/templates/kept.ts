import { ownKey } from "../api/own";
import type { Bodies } from "./body";

const BEFORE = "tidings.template.";

/** What somebody wrote and has not saved. It stays in this browser, apart for each organisation and person. */
export interface Kept {
  readonly bodies: Bodies;
  readonly at: string;
}

function keyOf(place: string, name: string): string {
  return ownKey(BEFORE + place + name);
}

export function keep(place: string, name: string, bodies: Bodies): void {
  const kept: Kept = { bodies, at: new Date().toISOString() };
  localStorage.setItem(keyOf(place, name), JSON.stringify(kept));
}

export function keptOf(place: string, name: string): Kept | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(place, name)) ?? "null");
    return isKept(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

export function forget(place: string, name: string): void {
  localStorage.removeItem(keyOf(place, name));
}

function isKept(kept: unknown): kept is Kept {
  return typeof kept === "object" && kept !== null && "bodies" in kept && "at" in kept && typeof kept.bodies === "object";
}
