import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import type { Campaign } from "../campaigns/queries";

export type Approval = Schemas["tidings__campaigns__http__approvals__ApprovalShown"];

const ROWS = 30;
const WAITING = ["asked"] as const;
const OPEN = ["asked", "approved"] as const;
const DECIDED = ["approved", "refused", "used", "void"] as const;

export const approvalsOf = (place: string, decided: boolean) =>
  infiniteQueryOptions({
    queryKey: ["approvals", place, decided],
    queryFn: ({ pageParam }) =>
      read(
        api.GET("/approvals", { params: { query: { limit: ROWS, state: decided ? [...DECIDED] : [...WAITING], ...(pageParam ? { cursor: pageParam } : {}) } } }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** What waits of one campaign, for a decision or for its launch, if anything does: the newest that was asked. */
export const askedOf = (place: string, campaign: string) =>
  queryOptions({
    queryKey: ["approvals", place, "of", campaign],
    queryFn: async () => {
      const { items } = await read(api.GET("/approvals", { params: { query: { limit: 200, state: [...OPEN] } } }));
      return items.find(({ campaign_id }) => campaign_id === campaign) ?? null;
    },
  });

const at = (id: string) => ({ params: { path: { campaign_id: id } } });

export const approve = (id: string) => read(api.POST("/marketing/campaigns/{campaign_id}/approve", at(id)));
export const refuse = (id: string, reason: string) => read(api.POST("/marketing/campaigns/{campaign_id}/refuse", { ...at(id), body: { reason } }));

/** What it is to cost, as far as that is known: undefined where nobody's price is. */
export function costOf({ cost, unknown_prices, recipients }: Pick<Approval["asked"], "cost" | "unknown_prices" | "recipients">): string | undefined {
  const unpriced = Object.values(unknown_prices).reduce((sum, people) => sum + people, 0);
  return unpriced >= recipients ? undefined : cost;
}

/** Whether somebody made the campaign or asked for it: then another person decides. */
export function isOwn(person: string, campaign: Pick<Campaign, "created_by">, approval: Pick<Approval, "asked_by">): boolean {
  return [campaign.created_by, approval.asked_by].includes(`user:${person}`);
}
