import { queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import { paced } from "../live/status";

export type HomeSeen = Schemas["HomeShown"];
export type Running = Schemas["RunningShown"];
export type Needed = Schemas["NeedsShown"];
export type Limit = Schemas["LimitShown"];
export type Spending = Schemas["SpendingShown"];

const ASK_MS = 4_000;
const MONEY_MS = 30_000;

export const homeOf = (place: string, language: string) =>
  queryOptions({
    queryKey: ["home", place, language],
    queryFn: () => read(api.GET("/home", { headers: { "Accept-Language": language } })),
    refetchInterval: () => paced(ASK_MS),
  });

export const spendingOf = (place: string) =>
  queryOptions({ queryKey: ["spending", place], queryFn: () => read(api.GET("/home/spending")), refetchInterval: MONEY_MS });

/** How many things wait for somebody. */
export function countOf({ findings, approvals, imports, refiled, unclear_messages, repairs_budget, notice_budgets, escalated }: Needed): number {
  const single = [unclear_messages > 0, repairs_budget !== null, escalated !== null].filter(Boolean);
  return findings.length + approvals.length + imports.length + refiled.length + notice_budgets.length + single.length;
}

/** The part of a limit that is used, from 0 to 100; nothing is full that has no end. */
export function fullness({ used, limit }: Pick<Limit, "used" | "limit">): number {
  if (limit === null) return 0;
  return limit === 0 ? 100 : Math.min(100, Math.round((100 * used) / limit));
}
