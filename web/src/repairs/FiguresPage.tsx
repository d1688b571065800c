import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Loaded } from "../settings/Loaded";
import { Note } from "../settings/parts";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { fromMicros } from "./amounts";
import { figuresOf } from "./queries";
import type { Schemas } from "../api/client";
import styles from "./Repairs.module.css";

type Figures = Schemas["ShopFiguresShown"];
const HUNDRED = 100;

/** How many notices about tickets arrived, what they cost by day, and how far the month's budget is used. */
export function FiguresPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const back = (
    <Back to="/o/$slug/repairs" params={{ slug: place.slug }}>
      {t("repairs.back")}
    </Back>
  );
  return (
    <Page title={t("repairs.figures")} lead={t("repairs.numbers.lead")} above={back}>
      <Loaded from={useQuery(figuresOf(place.id))} height={320}>
        {(figures) => (
          <>
            <Month figures={figures} />
            <Days figures={figures} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Month({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { count, percent, money } = useFormats();
  const { currency } = usePlace();
  const { success_rate: rate, monthly_budget_micros: budget, budget_alert: alert } = figures;
  const spent = money(fromMicros(figures.month_cost_micros), currency);
  const numbers = [
    [t("repairs.numbers.notices"), count(figures.notices)],
    [t("repairs.numbers.rate"), rate === null ? t("repairs.numbers.noRate") : percent(rate * HUNDRED)],
    [t("repairs.numbers.cost"), money(fromMicros(figures.cost_micros), currency)],
    [t("repairs.numbers.month"), spent],
  ] as const;
  return (
    <>
      {alert && <Note tone="bad">{t(alert === "over" ? "repairs.numbers.over" : "repairs.numbers.near")}</Note>}
      <dl className={styles.numbers}>
        {numbers.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Sheet title={t("repairs.numbers.budget")}>
        {budget === null ? (
          <p className={styles.quiet}>{t("repairs.numbers.noBudget")}</p>
        ) : (
          <>
            <progress className={styles.progress} data-full={alert !== null || undefined} max={budget} value={Math.min(budget, figures.month_cost_micros)} aria-label={t("repairs.numbers.budget")} />
            <p>{t("repairs.numbers.used", { spent, budget: money(fromMicros(budget), currency) })}</p>
          </>
        )}
        {figures.unpriced > 0 && <p className={styles.quiet}>{t("repairs.numbers.unpriced", { count: figures.unpriced })}</p>}
      </Sheet>
    </>
  );
}

function Days({ figures: { days } }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { shortDay, count, money } = useFormats();
  const { currency } = usePlace();
  if (days.length === 0) return <p className={styles.quiet}>{t("repairs.numbers.none")}</p>;
  return (
    <Sheet title={t("repairs.numbers.byDay")}>
      <div className={styles.table} tabIndex={0} role="group" aria-label={t("repairs.numbers.byDay")}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("repairs.numbers.day")}</th>
              <th scope="col">{t("repairs.numbers.notices")}</th>
              <th scope="col">{t("repairs.numbers.arrived")}</th>
              <th scope="col">{t("repairs.numbers.failed")}</th>
              <th scope="col">{t("repairs.numbers.pending")}</th>
              <th scope="col">{t("repairs.numbers.cost")}</th>
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((each) => (
              <tr key={each.day}>
                <th scope="row">{shortDay(each.day)}</th>
                <td>{count(each.notices)}</td>
                <td>{count(each.arrived)}</td>
                <td>{count(each.failed)}</td>
                <td>{count(each.pending)}</td>
                <td>{money(fromMicros(each.cost_micros), currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
