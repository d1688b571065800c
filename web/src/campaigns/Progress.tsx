import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { partsOf } from "./parts";
import { statsOf, type Stats } from "./queries";
import styles from "./CampaignPage.module.css";

export function Progress({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(statsOf(place.id, id));
  return (
    <Sheet title={t("campaign.progress")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && (
        <>
          <Figures stats={data} />
          <States stats={data} />
        </>
      )}
    </Sheet>
  );
}

function Figures({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation();
  const { count, percent, day } = useFormats();
  const figures = [
    [t("campaign.recipients"), count(stats.recipients)],
    [t("campaign.deliveryRate"), percent(stats.delivery_rate)],
    [t("campaign.readRate"), percent(stats.read_rate)],
    [t("campaign.ends"), stats.estimated_completion_date ? day(stats.estimated_completion_date) : t("campaign.notKnown")],
  ] as const;
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

function States({ stats }: { readonly stats: Stats }) {
  const { t } = useTranslation();
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
            <dt>{t(`state.${state}`)}</dt>
            <dd>{count(people)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
