import { ownKey } from "../api/own";
import type { Found } from "./finding";

const MOST = 6;

/** Where somebody went by the search of late, newest first; the tab forgets it, for names of people are in it. */
export function recentsOf(place: string): readonly Found[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isFound) : [];
  } catch {
    return [];
  }
}

export function remember(place: string, found: Found): void {
  const others = recentsOf(place).filter((each) => placeOf(each) !== placeOf(found));
  sessionStorage.setItem(keyOf(place), JSON.stringify([found, ...others].slice(0, MOST)));
}

function keyOf(place: string): string {
  return ownKey(`tidings.recent.${place}`);
}

/** What tells two places apart. */
export function placeOf({ path, search }: Found): string {
  return search ? `${path}?${new URLSearchParams(search).toString()}` : path;
}

/** Only this app writes there. */
function isFound(kept: unknown): kept is Found {
  return typeof kept === "object" && kept !== null && "path" in kept && typeof kept.path === "string" && "label" in kept && typeof kept.label === "string" && "kind" in kept;
}
