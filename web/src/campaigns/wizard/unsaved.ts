import { ownKey } from "../../api/own";
import type { Settings } from "./draft";

/** What was changed of a draft and has not reached the server. */
export type Changes = Partial<Settings>;

function keyOf(place: string, id: string): string {
  return ownKey(`tidings.campaign.${place}.${id}`);
}

/** What this tab still has to send for whoever is signed in: it outlives the page, a session that ended and a server that was away, and ends with the tab. */
export function unsavedOf(place: string, id: string): Changes | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(place, id)) ?? "null");
    return isChanges(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what is still to be sent; nothing, once all has been. */
export function keepUnsaved(place: string, id: string, changes: Changes | undefined): void {
  if (changes === undefined) sessionStorage.removeItem(keyOf(place, id));
  else sessionStorage.setItem(keyOf(place, id), JSON.stringify(changes));
}

/** Only this app writes there, and the server looks at each value again. */
function isChanges(kept: unknown): kept is Changes {
  return typeof kept === "object" && kept !== null && !Array.isArray(kept);
}
