import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { dayAfter } from "../../waitlist/clock";
import type { By, Figures } from "../automatic/queries";
import { measured, type Measure } from "./measures";
import { useMeasures } from "./useMeasures";
import styles from "./Figures.module.css";

interface Props {
  readonly by: By;
  readonly measure: Measure;
  readonly items: readonly Figures[];
  readonly since: string;
  readonly until: string;
}

/** One measure drawn: each day of the time beside the other, or one line for each agent, team or channel. */
export function Bars(props: Props) {
  return props.by === "day" ? <Days {...props} /> : <Lines {...props} />;
}

function Days({ measure, items, since, until }: Props) {
  const { t } = useTranslation();
  const { day, shortDay } = useFormats();
  const { told } = useMeasures();
  const known = new Map(items.map((each) => [each.key, each]));
  const days = daysFrom(since, until);
  const most = mostOf(measure, items);
  const peak = items.find((each) => measured(measure, each) === most);
  const label = t("answering.figures.chart", { measure: t(`answering.figures.measures.${measure}`), from: day(since), to: day(until), most: peak ? told(measure, peak) : "–" });
  return (
    <div>
      <div className={styles.chart} role="img" aria-label={label}>
        {days.map((date) => {
          const figures = known.get(date);
          const value = measured(measure, figures) ?? 0;
          return (
            <div key={date} className={styles.day} title={`${shortDay(date)}: ${figures ? told(measure, figures) : "–"}`}>
              <div style={{ height: `${(100 * value) / most}%` }} />
            </div>
          );
        })}
      </div>
      <div className={styles.ends} aria-hidden="true">
        <span>{shortDay(since)}</span>
        <span>{shortDay(until)}</span>
      </div>
    </div>
  );
}

function Lines({ by, measure, items }: Props) {
  const { told, named } = useMeasures();
  const most = mostOf(measure, items);
  return (
    <ul className={styles.lines}>
      {items.map((each) => (
        <li key={each.key ?? ""}>
          <span dir="auto">{named(by, each.key)}</span>
          <span className={styles.track} aria-hidden="true">
            <span style={{ inlineSize: `${(100 * (measured(measure, each) ?? 0)) / most}%` }} />
          </span>
          <span>{told(measure, each)}</span>
        </li>
      ))}
    </ul>
  );
}

function mostOf(measure: Measure, items: readonly Figures[]): number {
  const most = Math.max(0, ...items.map((each) => measured(measure, each) ?? 0));
  return most || 1;
}

function daysFrom(since: string, until: string): readonly string[] {
  const days: string[] = [];
  for (let day = since; day <= until; day = dayAfter(day, 1)) days.push(day);
  return days;
}
