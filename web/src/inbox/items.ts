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
