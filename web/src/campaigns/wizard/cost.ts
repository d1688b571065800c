import type { Reach } from "../queries";

type Place = Reach["places"][number];

export interface Cost {
  /** Of everybody whose price is known, in the organisation's currency. */
  readonly amount: number;
  readonly priced: number;
  readonly unpriced: number;
  /** The countries without a price; null is an address that has none. */
  readonly without: readonly (string | null)[];
}

/** What a message of so many segments costs everybody who would get it. A price that nobody knows counts for nobody, and never as nothing. */
export function costOf(places: readonly Place[], segments: number): Cost {
  const known = places.filter(({ price }) => price !== null);
  const others = places.filter(({ price }) => price === null);
  return {
    amount: known.reduce((sum, { people, price }) => sum + people * segments * Number(price), 0),
    priced: peopleIn(known),
    unpriced: peopleIn(others),
    without: others.map(({ country }) => country),
  };
}

function peopleIn(places: readonly Place[]): number {
  return places.reduce((sum, { people }) => sum + people, 0);
}
