import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { Menu, MenuItem } from "../ui/Menu";
import { overtake, tell } from "../ui/toasts";
import { cancel, copy, pause, remove, resume, type Campaign } from "./queries";
import styles from "./CampaignPage.module.css";

const UNDER_WAY = new Set(["scheduled", "active"]);
const OVER = new Set(["completed", "cancelled"]);

/** What can be done with a campaign as it stands: pausing is taken back at once, what can't be undone is asked about. */
export function Steering({ campaign }: { readonly campaign: Campaign }) {
  const place = usePlace();
  if (!may(place, "campaigns:write")) return null;
  return (
    <>
      <Main campaign={campaign} />
      <Others campaign={campaign} />
    </>
  );
}

function Main({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (pauses: boolean) => (pauses ? pause(campaign.id) : resume(campaign.id)),
    onSuccess: (_answer, paused) => {
      void queries.invalidateQueries({ queryKey: ["campaigns", place.id] });
      tell(t(paused ? "campaign.paused" : "campaign.resumed", { name: campaign.name }), { undo: () => mutate(!paused), about: campaign.id });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const runs = UNDER_WAY.has(campaign.status);
  if (campaign.status === "draft") return <Go campaign={campaign} step="review" word={t("campaign.goOn")} />;
  if (!runs && campaign.status !== "paused") return null;
  return (
    <Button variant={runs ? "default" : "filled"} loading={isPending} onClick={() => mutate(runs)}>
      {t(runs ? "campaign.pause" : "campaign.resume")}
    </Button>
  );
}

function Go({ campaign, step, word }: { readonly campaign: Campaign; readonly step: "goal" | "review"; readonly word: string }) {
  const { slug } = usePlace();
  return <Button renderRoot={(props) => <Link to="/o/$slug/campaigns/$id/edit/$step" params={{ slug, id: campaign.id, step }} {...props} />}>{word}</Button>;
}

function Others({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [asks, setAsks] = useState<"cancel" | "delete" | undefined>(undefined);
  const refused = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const changed = () => queries.invalidateQueries({ queryKey: ["campaigns", place.id] });
  const copying = useMutation({
    mutationFn: () => copy(campaign.id),
    onSuccess: async ({ id, name }) => {
      await changed();
      tell(t("campaign.copied", { name }));
      await navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug: place.slug, id, step: "goal" } });
    },
    onError: refused,
  });
  const ending = useMutation({
    mutationFn: async (): Promise<void> => {
      await (campaign.status === "draft" ? remove(campaign.id) : cancel(campaign.id));
    },
    onSuccess: async () => {
      setAsks(undefined);
      overtake(campaign.id);
      if (campaign.status === "draft") await navigate({ to: "/o/$slug/campaigns", params: { slug: place.slug } });
      await changed();
    },
    onError: refused,
  });
  const editable = campaign.status === "draft" || campaign.status === "in_review";
  return (
    <>
      <Menu
        from="end"
        opener={(opener) => (
          <Button variant="default" rightSection={<Icon name="down" size={16} />} {...opener}>
            {t("campaign.more")}
          </Button>
        )}
      >
        {editable && (
          <MenuItem onChoose={() => void navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug: place.slug, id: campaign.id, step: "goal" } })}>
            {t("campaign.edit")}
          </MenuItem>
        )}
        <MenuItem disabled={copying.isPending} onChoose={() => copying.mutate()}>
          {t("campaign.copy")}
        </MenuItem>
        {campaign.status === "draft" && <MenuItem onChoose={() => setAsks("delete")}>{t("campaign.delete")}</MenuItem>}
        {campaign.status !== "draft" && !OVER.has(campaign.status) && <MenuItem onChoose={() => setAsks("cancel")}>{t("campaign.cancel")}</MenuItem>}
      </Menu>
      {asks && (
        <Dialog title={t(`campaign.asks.${asks}`, { name: campaign.name })} onClose={() => setAsks(undefined)}>
          <p>{t(`campaign.asksWhy.${asks}`)}</p>
          <div className={styles.answers}>
            <Button variant="default" data-autofocus onClick={() => setAsks(undefined)}>
              {t("campaign.keep")}
            </Button>
            <Button color="red.9" loading={ending.isPending} onClick={() => ending.mutate()}>
              {t(`campaign.${asks}`)}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
