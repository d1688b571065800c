import { useQuery } from "@tanstack/react-query";
import { usePlace } from "../../shell/usePlace";
import { fill, type Campaign } from "../queries";
import type { Keeping } from "./useDraft";

const FRESH_MS = 60_000;

/** Puts everybody who fits the target audience now into the draft, as far as it has one: plan and dry run look at the draft's own people. */
export function useFilled(campaign: Campaign, keeping: Keeping) {
  const place = usePlace();
  const target = keeping.draft.target_audience;
  const needed = campaign.status === "draft" && target !== null;
  const filled = useQuery({
    // Not under the campaign's own key: filling changes the campaign, and news of that must not fill it again.
    queryKey: ["filled", place.id, campaign.id, target],
    queryFn: async () => {
      await keeping.sure();
      return fill(campaign.id, undefined);
    },
    enabled: needed,
    staleTime: FRESH_MS,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return { ...filled, ready: !needed || filled.isSuccess, stamp: needed ? filled.dataUpdatedAt : 0 };
}
