import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { planOf, type PlanDay } from "./queries";
import { ClosedByLaw } from "./wizard/ClosedByLaw";
import styles from "./CampaignPage.module.css";

export function Plan({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(planOf(place.id, id));
  const [first] = data?.days ?? [];
  return (
    <Sheet title={t("campaign.plan")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={160} />}
      {data && !first && <p className={styles.lead}>{t("campaign.planNone")}</p>}
      {data && first && (
        <>
          <p className={styles.lead}>{t(data.forecast ? "campaign.forecast" : "campaign.planLead")}</p>
          <Key />
          <Chart days={data.days} />
          <Table days={data.days} />
          <ClosedByLaw closed={data.closed} />
        </>
      )}
    </Sheet>
  );
}

function Key() {
  const { t } = useTranslation();
  return (
    <div className={styles.key} aria-hidden="true">
      <span>
        <i className={styles.planned} /> {t("campaign.planned")}
      </span>
      <span>
        <i className={styles.released} /> {t("campaign.released")}
      </span>
    </div>
  );
}

function Chart({ days }: { readonly days: readonly PlanDay[] }) {
  const { t } = useTranslation();
  const { count, shortDay, day } = useFormats();
  const most = Math.max(1, ...days.map(({ planned, released }) => Math.max(planned, released)));
  const [from, to] = [days[0]?.day ?? "", days.at(-1)?.day ?? ""];
  const label = t("campaign.chart", { days: days.length, from: day(from), to: day(to), most: count(most) });
  return (
    <div>
      <div className={styles.chart} role="img" aria-label={label}>
        {days.map(({ day: date, planned, released }) => (
          <div key={date} className={styles.day} title={`${shortDay(date)}: ${count(released)} / ${count(planned)}`}>
            <div className={styles.planned} style={{ height: `${(100 * planned) / most}%` }} />
            <div className={styles.released} style={{ height: `${(100 * released) / most}%` }} />
          </div>
        ))}
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{shortDay(from)}</span>
        <span>{shortDay(to)}</span>
      </div>
    </div>
  );
}

function Table({ days }: { readonly days: readonly PlanDay[] }) {
  const { t } = useTranslation();
  const { count, day } = useFormats();
  return (
    <details className={styles.table}>
      <summary>{t("campaign.table")}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("campaign.day")}</th>
            <th scope="col">{t("campaign.planned")}</th>
            <th scope="col">{t("campaign.released")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day: date, planned, released }) => (
            <tr key={date}>
              <th scope="row">{day(date)}</th>
              <td>{count(planned)}</td>
              <td>{count(released)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
