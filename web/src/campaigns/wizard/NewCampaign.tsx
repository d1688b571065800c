import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Empty } from "../../ui/Empty";
import { LinkButton } from "../../ui/LinkButton";
import { Page, Sheet } from "../../ui/Page";
import { create } from "../queries";
import { GoalFields, type Goal } from "./GoalFields";
import { sendersOf } from "./queries";
import { Steps } from "./Steps";
import styles from "./Wizard.module.css";

const CHANNELS = ["sms", "whatsapp", "email"] as const satisfies readonly Schemas["Channel"][];
type Way = (typeof CHANNELS)[number];

/** The first step of a campaign that is not there yet: with a name and a channel it becomes a draft. What it says is chosen later. */
export function NewCampaign() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const [goal, setGoal] = useState<Goal>({ name: "", type: "event", objective: "" });
  const [channel, setChannel] = useState<Way | undefined>(undefined);
  const knows = may(place, "channels:read");
  const senders = useQuery({ ...sendersOf(place.id), enabled: knows });
  const ways = senders.data ? CHANNELS.filter((each) => senders.data.items.some((sender) => sender.channel === each)) : CHANNELS;
  const chosen = channel ?? ways[0];
  const { mutate, isPending, error } = useMutation({
    mutationFn: (way: Way) => create({ ...goal, channel: way, quiet_days: [], sending_hours: { from: "09:00", to: "20:00", clock: "organisation" } }),
    // in place of this page: who goes back would begin another campaign
    onSuccess: ({ id }) => navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug: place.slug, id, step: "audience" }, replace: true }),
  });
  if (knows && senders.isPending) return <Skeleton height={420} radius="lg" />;
  if (ways.length === 0) return <NoSender />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && goal.name.trim()) mutate(chosen);
  };
  return (
    <Page title={t("wizard.newTitle")} lead={t("wizard.newLead")} above={<Steps id={undefined} step="goal" />}>
      <form className={styles.body} onSubmit={submit}>
        <Sheet title={t("wizard.goalTitle")}>
          <GoalFields goal={goal} set={(changes) => setGoal((before) => ({ ...before, ...changes }))} />
          <Choices
            legend={t("wizard.channel")}
            name="channel"
            beside
            value={chosen ?? null}
            choices={CHANNELS.map((value) => ({
              value,
              title: t(`channel.${value}`),
              text: ways.includes(value) ? t(`wizard.channelWhy.${value}`) : t("wizard.channelEmpty"),
              disabled: !ways.includes(value),
            }))}
            onChoose={(word) => setChannel(CHANNELS.find((each) => each === word))}
          />
        </Sheet>
        {error && (
          <p role="alert" className={styles.problem}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.ways}>
          <Button type="submit" loading={isPending} disabled={!goal.name.trim()}>
            {t("wizard.begin")}
          </Button>
        </div>
      </form>
    </Page>
  );
}

/** Nothing can send yet: where that begins. */
function NoSender() {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <Empty alone title={t("wizard.noSender")} why={t("wizard.noSenderWhy")}>
      {may(place, "channels:write") && (
        <LinkButton to="/o/$slug/settings/connections" params={{ slug: place.slug }}>
          {t("wizard.toConnections")}
        </LinkButton>
      )}
    </Empty>
  );
}
