import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import { paced } from "../live/status";

export type Campaign = Schemas["CampaignShown"];
export type Status = Campaign["status"];
export type Stats = Schemas["StatsShown"];
export type Why = Schemas["WhyShown"];
export type PlanDay = Schemas["PlanDayShown"];
export type Recipient = Schemas["RecipientShown"];
export type Reach = Schemas["AudienceReachShown"];
export type DryRun = Schemas["DryRunShown"];

const ROWS = 30;
const LIVE_MS = 3_000;
const MANY = 200;

/** How often to ask again about a campaign while it moves: often if nobody tells what changes. Not at all once it is over. */
export function pace(status: Status | undefined): number | false {
  return status === "active" || status === "scheduled" ? paced(LIVE_MS) : false;
}

export const campaignsOf = (place: string, search: string | undefined, status: readonly string[]) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", place, "list", search ?? "", status],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/marketing/campaigns", {
          params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...(search ? { search } : {}), ...(status.length ? { status: [...status] } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

const at = (id: string) => ({ params: { path: { campaign_id: id } } });

export const campaignOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["campaigns", place, id],
    queryFn: () => read(api.GET("/marketing/campaigns/{campaign_id}", at(id))),
    refetchInterval: ({ state }) => pace(state.data?.status),
  });

export const statsOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["campaigns", place, id, "stats"],
    queryFn: () => read(api.GET("/marketing/campaigns/{campaign_id}/stats", at(id))),
    refetchInterval: ({ state }) => pace(state.data?.status),
  });

export const whyOf = (place: string, id: string, language: string) =>
  queryOptions({
    queryKey: ["campaigns", place, id, "why", language],
    queryFn: () => read(api.GET("/marketing/campaigns/{campaign_id}/why", { ...at(id), headers: { "Accept-Language": language } })),
    refetchInterval: ({ state }) => pace(state.data?.status),
  });

export const planOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["campaigns", place, id, "plan"],
    queryFn: () => read(api.GET("/marketing/campaigns/{campaign_id}/plan", at(id))),
    refetchInterval: ({ state }) => pace(state.data?.status),
  });

export const recipientsOf = (place: string, id: string, status: string | undefined, reason: string | undefined, language: string) =>
  infiniteQueryOptions({
    queryKey: ["campaigns", place, id, "recipients", status ?? "", reason ?? "", language],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/marketing/campaigns/{campaign_id}/recipients", {
          params: {
            path: { campaign_id: id },
            query: { limit: MANY, ...(pageParam ? { cursor: pageParam } : {}), ...(status ? { status: [status] } : {}), ...(reason ? { reason: [reason] } : {}) },
          },
          headers: { "Accept-Language": language },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const historyOf = (place: string, id: string) =>
  queryOptions({
    queryKey: ["campaigns", place, id, "history"],
    queryFn: () => read(api.GET("/marketing/campaigns/{campaign_id}/history", { params: { path: { campaign_id: id }, query: { limit: MANY } } })),
  });

/** How far the audience reaches now, judged of at most so many; `version` tells one state of the draft from the next. Whoever stops waiting ends it. */
export const reachOf = (place: string, id: string, version: number, language: string, most: number) =>
  queryOptions({
    queryKey: ["campaigns", place, id, "reach", version, language, most],
    queryFn: ({ signal }) =>
      read(
        api.GET("/marketing/campaigns/{campaign_id}/reach", {
          params: { path: { campaign_id: id }, query: { most } },
          headers: { "Accept-Language": language },
          signal,
        }),
      ),
    staleTime: 30_000,
  });

/** The dry run judges everybody, so news of the campaign do not ask for it again: `version` does, and whoever opens the page. */
export const dryRunOf = (place: string, id: string, version: number | string, language: string) =>
  queryOptions({
    queryKey: ["foresight", place, id, version, language],
    queryFn: ({ signal }) =>
      read(api.POST("/marketing/campaigns/{campaign_id}/dry-run", { ...at(id), headers: { "Accept-Language": language }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

export const traceOf = (place: string, message: string, language: string) =>
  queryOptions({
    queryKey: ["messages", place, message, language],
    queryFn: () =>
      read(api.GET("/messages/{message_id}/trace", { params: { path: { message_id: message } }, headers: { "Accept-Language": language } })),
  });

export const create = (body: Schemas["NewCampaign"]) => read(api.POST("/marketing/campaigns", { body }));
export const change = (id: string, body: Schemas["CampaignChanges"]) => read(api.PATCH("/marketing/campaigns/{campaign_id}", { ...at(id), body }));
export const cancel = (id: string) => read(api.POST("/marketing/campaigns/{campaign_id}/cancel", at(id)));
export const copy = (id: string) => read(api.POST("/marketing/campaigns/{campaign_id}/copy", at(id)));
/** A draft by the channel of a template, for those whom the campaign does not reach for a reason. */
export const copyFor = (id: string, reason: string, template_name: string) =>
  read(api.POST("/marketing/campaigns/{campaign_id}/copy", { ...at(id), body: { left_out: [reason], template_name } }));
export const remove = (id: string) => api.DELETE("/marketing/campaigns/{campaign_id}", at(id));
export const submit = (id: string) => read(api.POST("/marketing/campaigns/{campaign_id}/submit", at(id)));
export const sendTest = (id: string, body: Schemas["TestSend"]) => read(api.POST("/marketing/campaigns/{campaign_id}/test", { ...at(id), body }));

export const launch = (id: string, waiver: string) =>
  read(
    api.POST("/marketing/campaigns/{campaign_id}/activate", {
      params: { path: { campaign_id: id }, query: waiver ? { waive_required_text: waiver } : {} },
    }),
  );

/** Puts others in the place of a draft's recipients: these numbers, or everybody who fits its target audience now. */
export async function fill(id: string, numbers: readonly string[] | undefined): Promise<Schemas["RecipientsAddedShown"]> {
  await api.DELETE("/marketing/campaigns/{campaign_id}/recipients", at(id));
  const path = { campaign_id: id };
  return numbers
    ? read(api.POST("/marketing/campaigns/{campaign_id}/recipients", { params: { path }, body: { phone_numbers: [...numbers] } }))
    : read(api.POST("/marketing/campaigns/{campaign_id}/recipients", { params: { path, query: { use_target_audience: true } } }));
}

export const pause = (id: string) => api.POST("/marketing/campaigns/{campaign_id}/pause", at(id));
export const resume = (id: string) => api.POST("/marketing/campaigns/{campaign_id}/resume", at(id));
