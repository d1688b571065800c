import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../../api/client";

export type Organisation = Schemas["OrganisationShown"];
export type Due = Schemas["DueShown"];
export type Entry = Schemas["AuditShown"];
export type Checked = Schemas["CheckedShown"];
export type Prices = Schemas["PricesShown"];
export type OwnPrice = Schemas["OwnPrice"];
export type OwnPrices = Required<Schemas["OwnPrices"]>;

const ROWS = 50;

export const organisationOf = (place: string) => queryOptions({ queryKey: ["settings", place, "organisation"], queryFn: () => read(api.GET("/organisation")) });
export const changeOrganisation = (body: Schemas["OrganisationChanged"]) => read(api.PATCH("/organisation", { body }));
export const stopSending = (reason: string) => read(api.PUT("/organisation/stop", { body: { reason } }));
export const resumeSending = () => read(api.DELETE("/organisation/stop"));
export const sendToListed = (only: boolean) => read(only ? api.PUT("/organisation/allow-list-only") : api.DELETE("/organisation/allow-list-only"));

export const allowedOf = (place: string) =>
  queryOptions({ queryKey: ["settings", place, "allowed"], queryFn: () => read(api.GET("/allow-list", { params: { query: { limit: 200 } } })) });
/** Numbers and emails as they were typed: what has an @ is an email. */
export const allow = (typed: string[]) => {
  const emails = typed.filter((each) => each.includes("@"));
  return read(api.POST("/allow-list", { body: { phone_numbers: typed.filter((each) => !each.includes("@")), emails } }));
};
export const disallow = (allowed_id: string) => api.DELETE("/allow-list/{allowed_id}", { params: { path: { allowed_id } } });

export const retentionOf = (place: string, language: string) =>
  queryOptions({
    queryKey: ["settings", place, "retention", language],
    queryFn: async () => (await read(api.GET("/organisation/retention", { params: { header: { "Accept-Language": language } } }))).items,
  });
export const keepFor = (body: Schemas["DaysToSet"]) => read(api.PUT("/organisation/retention", { body }));

export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export const auditOf = (place: string, { actor, action, since, until }: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ["settings", place, "audit", actor ?? "", action ?? "", since ?? "", until ?? ""],
    queryFn: ({ pageParam }) => {
      const filter = { ...(actor ? { actor } : {}), ...(action ? { action } : {}), ...(since ? { since: midnight(since, 0) } : {}), ...(until ? { until: midnight(until, 1) } : {}) };
      return read(api.GET("/audit", { params: { query: { limit: ROWS, ...filter, ...(pageParam ? { cursor: pageParam } : {}) } } }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const verify = (chain: "audit" | "consent") => read(api.GET("/audit/verification", { params: { query: { chain } } }));

export const pricesOf = (place: string) => queryOptions({ queryKey: ["settings", place, "prices"], queryFn: () => read(api.GET("/prices")) });
export const setPrices = (body: OwnPrices) => read(api.PUT("/prices", { body }));

export const programmesOf = (place: string) => queryOptions({ queryKey: ["settings", place, "programmes"], queryFn: async () => (await read(api.GET("/programmes"))).items });
export const putProgramme = ({ key, ...body }: Schemas["ProgrammeSent"] & { key: string }) => read(api.PUT("/programmes/{key}", { params: { path: { key } }, body }));
export const dropProgramme = (key: string) => api.DELETE("/programmes/{key}", { params: { path: { key } } });
export const wordingsOf = (place: string) => queryOptions({ queryKey: ["settings", place, "wordings"], queryFn: async () => (await read(api.GET("/wordings"))).items });
export const addWording = ({ key, texts }: Schemas["WordingSent"] & { key: string }) => read(api.POST("/wordings/{key}", { params: { path: { key } }, body: { texts } }));

/** The viewer's midnight of a day, so many days on. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
