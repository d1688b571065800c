import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Status } from "../campaigns/Status";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import type { Running } from "./queries";
import styles from "./Home.module.css";

export function RunningNow({ campaigns }: { readonly campaigns: readonly Running[] }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Sheet title={t("home.running")}>
      {campaigns.length === 0 && (
        <p className={styles.quiet}>
          {t("home.nothingRuns")}{" "}
          <Link to="/o/$slug/campaigns" params={{ slug }}>
            {t("home.toCampaigns")}
          </Link>
        </p>
      )}
      <ul className={styles.list}>
        {campaigns.map((campaign) => (
          <OneRunning key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </Sheet>
  );
}

function OneRunning({ campaign }: { readonly campaign: Running }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const { count, percent, day } = useFormats();
  const { id, name, status, channel, recipients, pending, sent, delivered, read, failed, progress_percentage, paused_reason } = campaign;
  const figures = [
    [t("home.sent"), sent],
    [t("home.delivered"), delivered],
    [t("home.read"), read],
    [t("home.failed"), failed],
  ] as const;
  return (
    <li className={styles.running}>
      <div className={styles.head}>
        <h3>
          <Link to="/o/$slug/campaigns/$id" params={{ slug, id }}>
            {name}
          </Link>
        </h3>
        <Status status={status} />
      </div>
      {paused_reason && <p className={styles.quiet}>{paused_reason}</p>}
      <progress className={styles.progress} max={100} value={progress_percentage} aria-label={t("home.progressOf", { name })} />
      <p className={styles.facts}>
        <strong>{percent(progress_percentage)}</strong>
        <span>{t("home.settled", { done: count(recipients - pending), count: recipients, all: count(recipients) })}</span>
        <span>{t(`channel.${channel}`)}</span>
        {campaign.planned_today + campaign.released_today > 0 && (
          <span>{t("home.today", { done: count(campaign.released_today), all: count(Math.max(campaign.planned_today, campaign.released_today)) })}</span>
        )}
        {campaign.estimated_completion_date && <span>{t("campaigns.until", { day: day(campaign.estimated_completion_date) })}</span>}
      </p>
      <dl className={styles.figures}>
        {figures.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
