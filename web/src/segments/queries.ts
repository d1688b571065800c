import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import { businessNow } from "../api/time";
import type { Conditions } from "./tree";

export type Segment = Schemas["SegmentShown"];
export type Judged = Schemas["JudgedShown"];
export type Fault = Schemas["FaultShown"];
export type Changes = Schemas["SegmentChanges"];

/** What is asked while conditions are written: one of their two forms. */
export type Asked = { readonly text: string } | { readonly conditions: Conditions };

export const SAMPLE = 5;
const ROWS = 100;
const MOST_NAMES = 500;
const KNOWN_FOR_MS = 60_000;
const SECOND = 1_000;

const at = (segment_id: string) => ({ params: { path: { segment_id } } });

export const segmentsOf = (place: string, search: string | undefined, archived: boolean) =>
  infiniteQueryOptions({
    queryKey: ["segments", place, "list", search ?? "", archived],
    queryFn: ({ pageParam }) => read(api.GET("/segments", { params: { query: { limit: ROWS, archived, search: search ?? "", ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const segmentOf = (place: string, id: string) => queryOptions({ queryKey: ["segments", place, "one", id], queryFn: () => read(api.GET("/segments/{segment_id}", at(id))) });

export const versionsOf = (place: string, id: string) => queryOptions({ queryKey: ["segments", place, "versions", id], queryFn: () => read(api.GET("/segments/{segment_id}/versions", at(id))) });

export const movesOf = (place: string, id: string) => queryOptions({ queryKey: ["segments", place, "moves", id], queryFn: () => read(api.GET("/segments/{segment_id}/moves", at(id))) });

export const membersOf = (place: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["segments", place, "members", id],
    queryFn: ({ pageParam }) =>
      read(api.GET("/segments/{segment_id}/members", { params: { path: { segment_id: id }, query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** A size that nobody knows yet is found out once, and remembered by the API. */
export const sizeOf = (place: string, { id, version, size, counted_at }: Segment) =>
  queryOptions({
    queryKey: ["segments", place, "size", id, version, counted_at],
    queryFn: async () => ({ size: (await read(api.POST("/segments/{segment_id}/count", at(id)))).size, counted_at: businessNow().toISOString() }),
    enabled: size === null,
    staleTime: Infinity,
  });

/** Both forms of conditions, or what is wrong with them. */
export const understoodOf = (place: string, asked: Asked | null) =>
  queryOptions({
    queryKey: ["segments", place, "read", asked],
    queryFn: ({ signal }) => read(api.POST("/segments/read", { body: asked ?? {}, signal })),
    enabled: asked !== null,
    staleTime: KNOWN_FOR_MS,
  });

/** Who is meant now, with how long it took to find out. What is asked no longer is given up. */
export const previewOf = (place: string, conditions: Conditions | null) =>
  queryOptions({
    queryKey: ["segments", place, "preview", conditions],
    queryFn: async ({ signal }) => {
      const began = performance.now();
      const found = await read(api.POST("/segments/preview", { body: { ...(conditions ? { conditions } : {}), sample: SAMPLE }, signal }));
      return { ...found, seconds: (performance.now() - began) / SECOND, at: businessNow().toISOString() };
    },
    enabled: conditions !== null,
    staleTime: KNOWN_FOR_MS,
  });

/** What conditions can name. */
export const knownOf = (place: string) => ({
  tags: queryOptions({ queryKey: ["segments", place, "tags"], queryFn: async () => (await read(api.GET("/segments/tags"))).items, staleTime: KNOWN_FOR_MS }),
  attributes: queryOptions({ queryKey: ["attributes", place], queryFn: async () => (await read(api.GET("/attributes"))).items, staleTime: KNOWN_FOR_MS }),
  events: queryOptions({ queryKey: ["events", place, "names"], queryFn: async () => (await read(api.GET("/events/names"))).items.map(({ name }) => name), staleTime: KNOWN_FOR_MS }),
  courses: queryOptions({
    queryKey: ["courses", place, "named"],
    queryFn: async () => (await read(api.GET("/courses", { params: { query: { limit: MOST_NAMES } } }))).items.map(({ key, name }) => ({ key, name })),
    staleTime: KNOWN_FOR_MS,
  }),
  programmes: queryOptions({ queryKey: ["programmes", place], queryFn: async () => (await read(api.GET("/programmes"))).items.map(({ key, name }) => ({ key, name })), staleTime: KNOWN_FOR_MS }),
  segments: queryOptions({
    queryKey: ["segments", place, "named"],
    queryFn: async () => (await read(api.GET("/segments", { params: { query: { limit: MOST_NAMES } } }))).items.map(({ id, name, kind }) => ({ id, name, kind })),
    staleTime: KNOWN_FOR_MS,
  }),
});

const MOST_CAMPAIGNS = 20;

/** The newest campaigns whose audience is a segment. */
export const campaignsFor = (place: string, segment: string) =>
  queryOptions({
    queryKey: ["campaigns", place, "of segment", segment],
    queryFn: () => read(api.GET("/marketing/campaigns", { params: { query: { segment, limit: MOST_CAMPAIGNS } } })),
  });
