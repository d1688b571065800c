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

export function remember(place: string, { kind, label, path, aside = "" }: Found): void {
  const others = recentsOf(place).filter((each) => each.path !== path);
  sessionStorage.setItem(keyOf(place), JSON.stringify([{ kind, label, path, aside }, ...others].slice(0, MOST)));
}

function keyOf(place: string): string {
  return ownKey(`tidings.recent.${place}`);
}

/** Only this app writes there. */
function isFound(kept: unknown): kept is Found {
  return typeof kept === "object" && kept !== null && "path" in kept && typeof kept.path === "string" && "label" in kept && typeof kept.label === "string" && "kind" in kept;
}
