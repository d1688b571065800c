import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormats } from "../i18n/formats";
import { useInside } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { useFields } from "../who/useFields";
import { Who } from "../who/Who";
import { deedOf } from "./deeds";
import { historyOf } from "./queries";
import styles from "./CampaignPage.module.css";

/** What was done with a campaign, by whom, newest first. */
export function History({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { place } = useInside();
  const { data, error, refetch } = useQuery(historyOf(place.id, id));
  return (
    <Sheet title={t("history.title")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && (
        <div className={styles.scrolls} tabIndex={0} role="group" aria-label={t("history.title")}>
          <ol className={styles.history}>
            {data.items.map((done) => (
              <Done key={done.id} done={done} />
            ))}
          </ol>
        </div>
      )}
    </Sheet>
  );
}

function Done({ done }: { readonly done: Schemas["DoneShown"] }) {
  const { t } = useTranslation();
  const { moment, count } = useFormats();
  const { value } = useFields();
  const { what, people, reason, fields } = deedOf(done);
  return (
    <li>
      <time dateTime={done.at}>{moment(done.at)}</time>
      <span>
        {what === undefined ? done.action : t(`history.deeds.${what}`)}
        {people !== undefined && ` (${t("campaign.people", { count: people, replace: { count: count(people) } })})`}
        {reason && <q dir="auto">{reason}</q>}
        {fields && <span className={styles.lead}> {value(fields)}</span>}
      </span>
      <span className={styles.lead}><Who actor={done.actor} /></span>
    </li>
  );
}
