import { queryOptions } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { may, type Place, type Scope } from "../api/session";
import { nameOf } from "../contacts/naming";
import { wantedIn } from "../contacts/searching";
import { holds } from "./matching";

/** What a search finds beside pages. */
export type Kind = "contact" | "campaign" | "template" | "segment" | "course" | "import";

/** A place to go to: `path` is below the organisation's own, `label` empty where somebody has no name. */
export interface Found {
  readonly kind: Kind;
  readonly label: string;
  readonly path: string;
  /** What tells two of one name apart. */
  readonly aside?: string;
}

type Seek = (typed: string, signal: AbortSignal) => Promise<readonly Found[]>;

interface Source {
  readonly kind: Kind;
  readonly needs: Scope;
  readonly seek: Seek;
}

const SOME = 5;
/** Of what the API does not search by name, the newest are looked through here. */
const NEWEST = 100;

const contacts: Seek = async (typed, signal) => {
  const { items } = await read(api.GET("/contacts", { params: { query: { limit: SOME, ...wantedIn(typed) } }, signal }));
  return items.map((each) => ({ kind: "contact", label: nameOf(each), path: `contacts/${each.id}`, aside: each.phones[0]?.masked ?? each.emails[0]?.masked ?? "" }));
};

const campaigns: Seek = async (search, signal) => {
  const { items } = await read(api.GET("/marketing/campaigns", { params: { query: { limit: SOME, search } }, signal }));
  return items.map(({ id, name }) => ({ kind: "campaign", label: name, path: `campaigns/${id}` }));
};

const templates: Seek = async (search, signal) => {
  const { items } = await read(api.GET("/templates", { params: { query: { limit: SOME, search } }, signal }));
  return items.map(({ name }) => ({ kind: "template", label: name, path: `templates/${encodeURIComponent(name)}` }));
};

const segments: Seek = async (search, signal) => {
  const { items } = await read(api.GET("/segments", { params: { query: { limit: SOME, search } }, signal }));
  return items.map(({ id, name }) => ({ kind: "segment", label: name, path: `segments/${id}` }));
};

const courses: Seek = async (typed, signal) => {
  const { items } = await read(api.GET("/courses", { params: { query: { limit: NEWEST } }, signal }));
  return items.filter(({ name }) => holds(name, typed)).map(({ key, name }) => ({ kind: "course" as const, label: name, path: `courses/${encodeURIComponent(key)}` }));
};

const imports: Seek = async (typed, signal) => {
  const { items } = await read(api.GET("/imports", { params: { query: { limit: NEWEST } }, signal }));
  return items.filter(({ file_name }) => holds(file_name, typed)).map(({ id, file_name }) => ({ kind: "import" as const, label: file_name, path: `imports/${id}` }));
};

/** In the order in which they are shown. */
const SOURCES: readonly Source[] = [
  { kind: "contact", needs: "contacts:read", seek: contacts },
  { kind: "campaign", needs: "campaigns:read", seek: campaigns },
  { kind: "template", needs: "templates:read", seek: templates },
  { kind: "segment", needs: "contacts:read", seek: segments },
  { kind: "course", needs: "contacts:read", seek: courses },
  { kind: "import", needs: "contacts:read", seek: imports },
];

/** One question for each kind that somebody's role may read; what one of them can't answer does not keep the others back. */
export function seekersOf(place: Place, typed: string) {
  return SOURCES.filter(({ needs }) => may(place, needs)).map(({ kind, seek }) =>
    queryOptions({
      queryKey: ["search", place.id, kind, typed],
      queryFn: async ({ signal }) => (await seek(typed, signal)).slice(0, SOME),
      enabled: typed !== "",
    }),
  );
}
