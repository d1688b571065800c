import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Reach = Schemas["ReachableShown"]["reaches"][number];
export type Line = Schemas["LineShown"];
export type Kind = Schemas["LineKind"];
export type Consents = Schemas["ConsentsShown"];
export type Said = Consents["history"][number];
export type Device = Schemas["AppDeviceShown"];
export type Merge = Schemas["MergeShown"];

const LINES = 30;
const CHANGES = 30;

const at = (id: string) => ({ params: { path: { contact_id: id } } });
const spoken = (language: string) => ({ headers: { "Accept-Language": language } });

export const contactOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id], queryFn: () => read(api.GET("/contacts/{contact_id}", at(id))) });

export const reachOf = (place: string, id: string, language: string) =>
  queryOptions({
    queryKey: ["contacts", place, "one", id, "reach", language],
    queryFn: () => read(api.GET("/contacts/{contact_id}/reach", { ...at(id), ...spoken(language) })),
  });

export const linesOf = (place: string, id: string, kind: Kind | "all", language: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", place, "one", id, "lines", kind, language],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/contacts/{contact_id}/timeline", {
          params: { path: { contact_id: id }, query: { limit: LINES, ...(pageParam ? { cursor: pageParam } : {}), ...(kind === "all" ? {} : { kind: [kind] }) } },
          ...spoken(language),
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const traceOf = (place: string, message: string, language: string) =>
  queryOptions({
    queryKey: ["contacts", place, "trace", message, language],
    queryFn: () => read(api.GET("/messages/{message_id}/trace", { params: { path: { message_id: message } }, ...spoken(language) })),
  });

export const consentsOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "consents"], queryFn: () => read(api.GET("/contacts/{contact_id}/consents", at(id))) });

export const segmentsOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "segments"], queryFn: () => read(api.GET("/contacts/{contact_id}/segments", at(id))) });

export const coursesOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "courses"], queryFn: () => read(api.GET("/contacts/{contact_id}/enrolments", at(id))) });

export const devicesOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "devices"], queryFn: () => read(api.GET("/contacts/{contact_id}/devices", at(id))) });

export const forgetDevice = (id: string, device: string) => api.DELETE("/contacts/{contact_id}/devices/{device_id}", { params: { path: { contact_id: id, device_id: device } } });

export const unverifiedOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "unverified"], queryFn: () => read(api.GET("/contacts/{contact_id}/unverified-emails", at(id))) });

export const mergesOf = (place: string, id: string) =>
  queryOptions({ queryKey: ["contacts", place, "one", id, "merges"], queryFn: () => read(api.GET("/contacts/{contact_id}/merges", at(id))) });

export const wordingsOf = (place: string) => queryOptions({ queryKey: ["wordings", place], queryFn: async () => (await read(api.GET("/wordings"))).items });

/** Records what a person said elsewhere than here; the newest by when it was said decides. */
export const recordConsent = (id: string, body: Schemas["StatementSent"]) => read(api.POST("/contacts/{contact_id}/consents", { ...at(id), body }));

export const changesOf = (place: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["contacts", place, "one", id, "changes"],
    queryFn: ({ pageParam }) =>
      read(api.GET("/audit", { params: { query: { subject: `contact:${id}`, limit: CHANGES, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
