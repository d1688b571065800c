import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Known = Schemas["ActorShown"];

/** As many as the API takes at once. */
const MOST = 100;
const KNOWN_FOR_MS = 300_000;

interface Waiting {
  readonly actor: string;
  readonly tell: (known: Known | null) => void;
  readonly fail: (error: unknown) => void;
}

let waiting: Waiting[] = [];

/** Who somebody is; null for whom nobody knows here. All that a page shows at once are asked for together. */
export const whoIs = (place: string, actor: string) =>
  queryOptions({
    queryKey: ["actors", place, actor],
    queryFn: () =>
      new Promise<Known | null>((tell, fail) => {
        if (waiting.length === 0) setTimeout(askAll);
        waiting.push({ actor, tell, fail });
      }),
    staleTime: KNOWN_FOR_MS,
  });

function askAll(): void {
  const all = waiting;
  waiting = [];
  for (let from = 0; from < all.length; from += MOST) void askSome(all.slice(from, from + MOST));
}

async function askSome(some: readonly Waiting[]): Promise<void> {
  try {
    const { items } = await read(api.GET("/actors", { params: { query: { actor: some.map(({ actor }) => actor) } } }));
    for (const { actor, tell } of some) tell(items.find((each) => each.actor === actor) ?? null);
  } catch (error) {
    for (const { fail } of some) fail(error);
  }
}
