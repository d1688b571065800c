import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Campaign = Schemas["CampaignShown"];
export type Status = Campaign["status"];
export type Stats = Schemas["StatsShown"];
export type PlanDay = Schemas["PlanDayShown"];

const ROWS = 30;
const LIVE_MS = 3_000;
const SOME = 6;

/** How often to ask again about a campaign: often while it moves, and not at all once it is over. */
export function pace(status: Status | undefined): number | false {
  return status === "active" || status === "scheduled" ? LIVE_MS : false;
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

export const campaignsNamed = (place: string, search: string) =>
  queryOptions({
    queryKey: ["campaigns", place, "named", search],
    queryFn: () => read(api.GET("/marketing/campaigns", { params: { query: { limit: SOME, search } } })),
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

export const pause = (id: string) => api.POST("/marketing/campaigns/{campaign_id}/pause", at(id));
export const resume = (id: string) => api.POST("/marketing/campaigns/{campaign_id}/resume", at(id));
