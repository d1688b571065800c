import type { InfiniteData, Query, QueryClient } from "@tanstack/react-query";
import { takeEffort } from "./effort";
import type { Change } from "./told";
import { concerns } from "./topics";

const LEAST_MS = 1_000;
const MOST_MS = 10_000;
const REST = 2;
const FEW_PAGES = 2;

/** Reads anew what changes concern: at once after a quiet time, else with rests of a second, or twice as long as the server itself takes to answer. */
export class Refresher {
  readonly #queries: QueryClient;
  readonly #place: string;
  #waiting: Change[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(queries: QueryClient, place: string) {
    this.#queries = queries;
    this.#place = place;
  }

  take(changes: readonly Change[]): void {
    this.#waiting.push(...changes);
    if (this.#timer === undefined) this.#timer = setTimeout(() => void this.#read(), 0);
  }

  /** Reads all that is shown: nobody knows what was missed. */
  everything(): void {
    void this.#queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "session" || queryKey[1] === this.#place });
  }

  end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #read(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    takeEffort();
    const began = performance.now();
    const concerned = (query: Query) => changes.some((change) => concerns(change, this.#place, query.queryKey));
    await this.#queries.invalidateQueries({ predicate: (query) => concerned(query) && !isLong(query) });
    void this.#queries.invalidateQueries({ predicate: (query) => concerned(query) && isLong(query), refetchType: "none" });
    if (this.#over) return;
    const took = takeEffort() || performance.now() - began; // waiting for a reading that many share costs the server nothing
    const rest = Math.min(MOST_MS, Math.max(LEAST_MS, took * REST));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.length > 0) this.take([]);
    }, rest);
  }
}

/** A list of which somebody has scrolled through many pages is not read anew under their eyes. */
function isLong({ state }: Query): boolean {
  const data: unknown = state.data;
  return isInfinite(data) && data.pages.length > FEW_PAGES;
}

function isInfinite(data: unknown): data is InfiniteData<unknown> {
  return typeof data === "object" && data !== null && "pages" in data && Array.isArray(data.pages);
}
