import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Pack = Schemas["PackShown"];
export type Rule = Schemas["RuleShown"];
export type Sample = Schemas["SampleShown"];
export type Policy = Schemas["PolicyShown"];
export type Cap = Schemas["CapSet"];
export type OwnHours = Schemas["HoursSet"];

export interface Somebody {
  readonly country: string;
  readonly postcode: string;
  readonly time_zone: string;
  readonly channel: "sms" | "whatsapp";
  readonly purpose: "marketing" | "transactional";
  /** As a field of date and time writes it, in the viewer's zone; empty is now. */
  readonly at: string;
}

export const packsOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "packs"], queryFn: async () => (await read(api.GET("/policy/packs"))).items, staleTime: Infinity });

export const packOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["settings", place, "packs", id],
    queryFn: () => read(api.GET("/policy/packs/{pack_id}", { params: { path: { pack_id: id } } })),
    staleTime: Infinity,
  });

export const sampleOf = (place: string, who: Somebody) =>
  queryOptions({
    queryKey: ["settings", place, "sample", who],
    queryFn: () => {
      const { at, channel, purpose, ...told } = who;
      const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== ""));
      return read(api.GET("/policy/sample", { params: { query: { ...given, channel, purpose, ...(at ? { at: new Date(at).toISOString() } : {}) } } }));
    },
  });

export const policyOf = (place: string) => queryOptions({ queryKey: ["settings", place, "policy"], queryFn: () => read(api.GET("/policy/settings")) });

export const defaultsOf = (place: string, language: string) =>
  queryOptions({
    queryKey: ["settings", place, "defaults", language],
    queryFn: async () => (await read(api.GET("/consents/defaults", { headers: { "Accept-Language": language } }))).items,
    staleTime: Infinity,
  });

/** Null brings the defaults back. */
export const setCaps = (caps: readonly Cap[] | null) => read(caps ? api.PUT("/policy/caps", { body: { caps: [...caps] } }) : api.DELETE("/policy/caps"));
export const setHours = (hours: readonly OwnHours[]) => read(api.PUT("/policy/hours", { body: { hours: [...hours] } }));
export const setStopScope = (stop_scope: Schemas["StopScope"]) => read(api.PUT("/policy/stop-scope", { body: { stop_scope } }));
