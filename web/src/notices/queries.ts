import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Notice = Schemas["NoticeShown"];
export type Whole = Schemas["NoticeWhole"];
export type Attempt = Schemas["AttemptShown"];
export type Plan = NonNullable<Notice["plan"]>;
export type State = Schemas["NoticeState"];
export type Kind = Schemas["KindShown"];
export type KindSent = Schemas["KindSent"];
export type Stops = Schemas["Stops"];
export type Cascades = Schemas["CascadesShown"];
export type Channel = Schemas["Channel"];

export interface Wanted {
  readonly contact_id?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: State | undefined;
  readonly subject_kind?: string | undefined;
  readonly subject_id?: string | undefined;
}

const ROWS = 30;

/** Sentences of notices are the reader's: each query knows in which language it asked. */
export const noticesOf = (place: string, wanted: Wanted, language: string) =>
  infiniteQueryOptions({
    queryKey: ["notices", place, "list", wanted, language],
    queryFn: ({ pageParam }) => read(api.GET("/notices", { params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...given(wanted) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const noticeOf = (place: string, id: string, language: string) =>
  queryOptions({ queryKey: ["notices", place, id, "", language], queryFn: () => read(api.GET("/notices/{notice_id}", { params: { path: { notice_id: id } } })) });

export const takeBack = (id: string) => read(api.POST("/notices/{notice_id}/cancel", { params: { path: { notice_id: id } } }));

export const kindsOf = (place: string) =>
  queryOptions({ queryKey: ["notices", place, "kinds"], queryFn: async () => (await read(api.GET("/notices/kinds", { params: { query: { archived: true } } }))).items });

export const kindOf = (place: string, key: string) =>
  queryOptions({ queryKey: ["notices", place, "kinds", key], queryFn: () => read(api.GET("/notices/kinds/{kind_key}", { params: { path: { kind_key: key } } })) });

export const choiceOf = (place: string, key: string) =>
  queryOptions({ queryKey: ["notices", place, "kinds", key, "choice"], queryFn: () => read(api.GET("/notices/kinds/{kind_key}/choice", { params: { path: { kind_key: key } } })) });

export const cascadesOf = (place: string) =>
  queryOptions({ queryKey: ["notices", place, "cascades"], queryFn: () => read(api.GET("/notices/cascades")), staleTime: Infinity });

/** The names of texts that a kind may say something with. */
export const textsOf = (place: string) =>
  queryOptions({ queryKey: ["templates", place, "list", "names"], queryFn: async () => (await read(api.GET("/templates", { params: { query: { limit: 500 } } }))).items });

/** The names of segments that a rollout may go to. */
export const groupsOf = (place: string) =>
  queryOptions({ queryKey: ["segments", place, "list", "names"], queryFn: async () => (await read(api.GET("/segments", { params: { query: { limit: 500, archived: false, search: "" } } }))).items });

export const putKind = ({ key, body }: { readonly key: string; readonly body: KindSent }) =>
  read(api.PUT("/notices/kinds/{kind_key}", { params: { path: { kind_key: key } }, body }));

export const archiveKind = (key: string) => read(api.DELETE("/notices/kinds/{kind_key}", { params: { path: { kind_key: key } } }));

function given({ contact_id, kind, state, subject_kind, subject_id }: Wanted) {
  return {
    ...(contact_id ? { contact_id } : {}),
    ...(kind ? { kind } : {}),
    ...(state ? { state } : {}),
    ...(subject_kind ? { subject_kind } : {}),
    ...(subject_id ? { subject_id } : {}),
  };
}
