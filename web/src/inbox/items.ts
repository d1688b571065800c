import type { Item } from "./queries";

/** What was said, oldest first, each once. The newest reading stands first among readings, and what it tells of an item counts. */
export function together(readings: readonly (readonly Item[])[]): readonly Item[] {
  const known = new Map<string, Item>();
  for (const reading of readings) for (const item of reading) if (!known.has(item.id)) known.set(item.id, item);
  const places = new Map([...known.keys()].map((id, place) => [id, place]));
  return [...known.values()].toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at) || (places.get(other.id) ?? 0) - (places.get(one.id) ?? 0));
}

/** The day of an item where it is another than that of the item before, to stand above it. */
export function dayBefore(items: readonly Item[], place: number): string | undefined {
  const day = dayOf(items[place]);
  return day === dayOf(items[place - 1]) ? undefined : day;
}

function dayOf(item: Item | undefined): string | undefined {
  return item && new Date(item.at).toDateString();
}

/** What they last reacted with, by the id of the message that it is about. */
export function reactionsOf(items: readonly Item[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { heard, text } of items) if (heard?.kind === "reaction" && heard.about) found.set(heard.about, text?.trim() ?? "");
  return found;
}

/** Whether an item is drawn at the message that it is about, and so not by itself. */
export function standsElsewhere({ heard }: Item, items: readonly Item[]): boolean {
  return heard?.kind === "reaction" && items.some(({ id }) => id === heard.about);
}

/** Which automatic answers are suggested for what they wrote last: nothing once somebody answered. */
export function suggestedIn(items: readonly Item[]): readonly string[] {
  const last = items.findLast(({ kind, event }) => kind === "reply" || event?.what === "suggested");
  const ids = last?.event?.detail["suggested"];
  return Array.isArray(ids) ? ids.filter((each) => typeof each === "string") : [];
}
