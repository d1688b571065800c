import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { whyOf, type Why } from "./queries";
import styles from "./CampaignPage.module.css";

type Reason = Why["reasons"][number];

const STILL_TO_COME = new Set(["planned", "queued"]);

/** Why people were not reached, and what those wait for who are still to come, in the server's own sentences. */
export function Reasons({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(whyOf(place.id, id, i18n.language));
  const reasons = data?.reasons.filter(({ reason }) => reason !== null) ?? [];
  const waiting = reasons.filter(({ status }) => STILL_TO_COME.has(status));
  const ended = reasons.filter(({ status }) => !STILL_TO_COME.has(status));
  return (
    <Sheet title={t("campaign.why")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={80} />}
      {data && ended.length === 0 && <p className={styles.lead}>{t("campaign.whyNone")}</p>}
      <List id={id} reasons={ended} />
      {waiting.length > 0 && (
        <>
          <h3>{t("campaign.stillToCome")}</h3>
          <List id={id} reasons={waiting} />
        </>
      )}
      <Link to="/o/$slug/campaigns/$id/recipients" params={{ slug: place.slug, id }}>
        {t("campaign.everybody")}
      </Link>
    </Sheet>
  );
}

function List({ id, reasons }: { readonly id: string; readonly reasons: readonly Reason[] }) {
  const { t } = useTranslation();
  const { count, moment } = useFormats();
  const { slug } = usePlace();
  return (
    <ul className={styles.reasons}>
      {reasons.map(({ status, reason, people, sentence, fix, until }) => (
        <li key={`${status} ${reason}`}>
          <strong>{t("campaign.people", { count: people, replace: { count: count(people) } })}</strong>
          <span>
            {sentence} {until && t("campaign.from", { when: moment(until) })}
          </span>
          {fix && <span className={styles.fix}>{fix}</span>}
          {reason && (
            <Link to="/o/$slug/campaigns/$id/recipients" params={{ slug, id }} search={{ reason }} className={styles.fix}>
              {t("campaign.show")}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
