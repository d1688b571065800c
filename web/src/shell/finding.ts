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
  /** When it is, as ISO 8601. */
  readonly at?: string | null;
  /** What its address says behind `?`. */
  readonly search?: Readonly<Record<string, string>>;
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
  booking: "waitlist/slots",
  notice_kind: "notices",
  notice: "notices",
};

/** In the order in which they are shown: conversations beside the people with whom they are. */
export const KINDS = Object.keys(ROOMS) as readonly Kind[]; // a record's keys are its type's

/** Everything that somebody's role may see and that is called so, a few of each kind. */
export function foundFor(place: Place, typed: string) {
  return queryOptions({
    queryKey: ["search", place.id, typed],
    queryFn: async ({ signal }): Promise<readonly Found[]> => {
      const { items } = await read(api.GET("/search", { params: { query: { q: typed } }, signal }));
      return items.map(({ kind, id, name, aside, at }) => {
        const told = { kind, label: name, aside, at: at ?? null };
        return kind === "notice_kind" ? { ...told, path: "notices", search: { kind: id } } : { ...told, path: `${ROOMS[kind]}/${encodeURIComponent(id)}` };
      });
    },
    enabled: typed !== "",
  });
}
