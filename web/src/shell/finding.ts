import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import type { Place } from "../api/session";

/** What a search finds beside pages. */
export type Kind = Schemas["FoundShown"]["kind"];

/** A place to go to: `path` is below the organisation's own, `label` empty where somebody has no name. */
export interface Found {
  readonly kind: Kind;
  readonly label: string;
  readonly path: string;
  /** What tells two of one name apart. */
  readonly aside?: string;
}

const ROOMS: Record<Kind, string> = {
  contact: "contacts",
  thread: "inbox",
  campaign: "campaigns",
  template: "templates",
  segment: "segments",
  course: "courses",
  import: "imports",
  ticket: "repairs",
};

/** In the order in which they are shown: conversations beside the people with whom they are. */
export const KINDS = Object.keys(ROOMS) as readonly Kind[]; // a record's keys are its type's

/** Everything that somebody's role may see and that is called so, a few of each kind. */
export function foundFor(place: Place, typed: string) {
  return queryOptions({
    queryKey: ["search", place.id, typed],
    queryFn: async ({ signal }): Promise<readonly Found[]> => {
      const { items } = await read(api.GET("/search", { params: { query: { q: typed } }, signal }));
      return items.map(({ kind, id, name, aside }) => ({ kind, label: name, path: `${ROOMS[kind]}/${encodeURIComponent(id)}`, aside }));
    },
    enabled: typed !== "",
  });
}
