import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { pause, resume, type Campaign } from "./queries";

/** Pause at once and take it back just as fast; shown to whoever may. */
export function Steering({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (pauses: boolean) => (pauses ? pause(campaign.id) : resume(campaign.id)),
    onSuccess: (_answer, paused) => {
      void queries.invalidateQueries({ queryKey: ["campaigns", place.id] });
      tell(t(paused ? "campaign.paused" : "campaign.resumed", { name: campaign.name }), { undo: () => mutate(!paused) });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const runs = campaign.status === "active";
  if (!may(place, "campaigns:write") || !(runs || campaign.status === "paused")) return null;
  return (
    <Button variant={runs ? "default" : "filled"} loading={isPending} onClick={() => mutate(runs)}>
      {t(runs ? "campaign.pause" : "campaign.resume")}
    </Button>
  );
}
