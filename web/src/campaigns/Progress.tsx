import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { partsOf, type StateName } from "./parts";
import { statsOf, type Campaign, type Stats } from "./queries";
import styles from "./CampaignPage.module.css";

const OVER = new Set(["completed", "cancelled"]);

export function Progress({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(statsOf(place.id, campaign.id));
  return (
    <Sheet title={t("campaign.progress")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && (
        <>
          <Figures campaign={campaign} stats={data} />
          <States stats={data} channel={campaign.channel} />
        </>
      )}
    </Sheet>
  );
}

function Figures({ campaign, stats }: { readonly campaign: Campaign; readonly stats: Stats }) {
  const { t } = useTranslation();
  const { count, percent, day } = useFormats();
  const figures = [
    [t("campaign.recipients"), count(stats.recipients)],
    ...(campaign.channel === "email" ? [] : [[t("campaign.deliveryRate"), percent(stats.delivery_rate)]]), // a mail server tells only what comes back
    ...(campaign.channel !== "whatsapp" ? [] : [[t("campaign.readRate"), percent(stats.read_rate)]]), // nobody tells that a text was read
    ...(OVER.has(campaign.status) ? [] : [[t("campaign.ends"), stats.estimated_completion_date ? day(stats.estimated_completion_date) : t("campaign.notKnown")]]),
  ];
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function States({ stats, channel }: { readonly stats: Stats; readonly channel: Campaign["channel"] }) {
  const { t } = useTranslation();
  const named = (state: StateName) => (channel === "email" && (state === "sent" || state === "failed") ? t(`campaign.byEmail.${state}`) : t(`state.${state}`));
  const { count } = useFormats();
  const parts = partsOf(stats);
  const done = t("campaign.progressOf", { done: count(stats.recipients - stats.pending), all: count(stats.recipients) });
  return (
    <>
      <div className={styles.bar} role="img" aria-label={done}>
        {parts.map(({ state, people }) => (
          <div key={state} className={styles.part} data-state={state} style={{ flexGrow: people }} />
        ))}
      </div>
      <p className={styles.lead}>{done}</p>
      <dl className={styles.legend}>
        {parts.map(({ state, people }) => (
          <div key={state}>
            <span className={styles.dot} data-state={state} aria-hidden="true" />
            <dt>{named(state)}</dt>
            <dd>{count(people)}</dd>
          </div>
        ))}
      </dl>
      {channel === "email" && <p className={styles.lead}>{t("campaign.byEmail.why")}</p>}
    </>
  );
}
