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
import { Page, Sheet } from "../../ui/Page";
import { create } from "../queries";
import { GoalFields, type Goal } from "./GoalFields";
import { templatesOf } from "./queries";
import { Steps } from "./Steps";
import styles from "./Wizard.module.css";

const CHANNELS = ["sms", "whatsapp"] as const satisfies readonly Schemas["Channel"][];

/** The first step of a campaign that is not there yet: with a name and a channel it becomes a draft. */
export function NewCampaign() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const [goal, setGoal] = useState<Goal>({ name: "", type: "event", objective: "" });
  const [channel, setChannel] = useState<Schemas["Channel"] | undefined>(undefined);
  const sms = useQuery(templatesOf(place.id, "sms"));
  const whatsapp = useQuery(templatesOf(place.id, "whatsapp"));
  const first = { sms: firstOf(sms.data?.items), whatsapp: firstOf(whatsapp.data?.items) };
  const chosen = channel ?? CHANNELS.find((each) => first[each]);
  const template = chosen && first[chosen];
  const { mutate, isPending, error } = useMutation({
    mutationFn: (template_name: string) =>
      create({ ...goal, template_name, quiet_days: [], sending_hours: { from: "09:00", to: "20:00", clock: "organisation" } }),
    onSuccess: ({ id }) => navigate({ to: "/o/$slug/campaigns/$id/edit/$step", params: { slug: place.slug, id, step: "audience" } }),
  });
  if (!may(place, "campaigns:write")) return <Empty alone title={t("wrong.forbidden")} why={t("wrong.forbiddenWhy")} />;
  if (sms.isPending || whatsapp.isPending) return <Skeleton height={420} radius="lg" />;
  if (!first.sms && !first.whatsapp) return <Empty alone title={t("wizard.noTemplate")} why={t("wizard.noTemplateWhy")} command="tidings templates create --help" />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (template && goal.name.trim()) mutate(template.name);
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
              text: first[value] ? t(`wizard.channelWhy.${value}`) : t("wizard.channelEmpty"),
              disabled: !first[value],
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

/** With which template a draft starts: the first that is for marketing and not put away. Another one is chosen with the content. */
function firstOf(templates: readonly Schemas["TemplateShown"][] | undefined): Schemas["TemplateShown"] | undefined {
  const open = templates?.filter((each) => each.archived_at === null) ?? [];
  return open.find((each) => each.purpose === "marketing") ?? open[0];
}
