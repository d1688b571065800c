/** Degrees, north above nought and east above nought. */
export interface Spot {
  readonly latitude: number;
  readonly longitude: number;
}

const DEGREES = String.raw`(-?\d{1,3}(?:\.\d+)?)`;
/** Bare degrees; a place that was marked or asked for; the middle of a map, as OpenStreetMap and Google write them into an address. */
const WAYS = [String.raw`^\s*${DEGREES}\s*[,; ]\s*${DEGREES}\s*$`, `mlat=${DEGREES}&mlon=${DEGREES}`, `[?&](?:q|ll|query|daddr)=${DEGREES}(?:,|%2C)${DEGREES}`, `@${DEGREES},${DEGREES}`, String.raw`#map=\d+(?:\.\d+)?/${DEGREES}/${DEGREES}`].map(
  (way) => new RegExp(way, "iu"),
);

/** Read a spot from degrees or from the address of a map; nothing where there is none on this earth. Nobody is asked: a map's makers need not know. */
export function spotIn(written: string): Spot | undefined {
  for (const way of WAYS) {
    const found = way.exec(written);
    const [latitude, longitude] = [Number(found?.[1]), Number(found?.[2])];
    if (found && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return { latitude, longitude };
  }
  return undefined;
}
