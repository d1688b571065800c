import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { ClosedByLaw } from "./ClosedByLaw";
import { monthsOf, weekdayNames, type ClosedDay, type Month } from "./month";
import styles from "./Calendar.module.css";

const MOST_MONTHS = 4;
/** From here on a number is written short: 12k fits where 12,000 does not. */
const LONG = 10_000;

interface Props {
  readonly days: readonly { readonly day: string; readonly people: number }[];
  readonly closed: readonly ClosedDay[];
}

/** The days of a plan as sheets of a calendar: how many on each, which days in between stay closed, and the law that closes them. */
export function Calendar({ days, closed }: Props) {
  const { t } = useTranslation();
  const months = monthsOf(days);
  const most = Math.max(1, ...days.map(({ people }) => people));
  return (
    <div className={styles.months}>
      {months.slice(0, MOST_MONTHS).map((month) => (
        <Sheet key={month.first} month={month} most={most} />
      ))}
      {months.length > MOST_MONTHS && <p className={styles.quiet}>{t("forecast.moreMonths", { count: months.length - MOST_MONTHS })}</p>}
      <ClosedByLaw closed={closed} />
    </div>
  );
}

function Sheet({ month, most }: { readonly month: Month; readonly most: number }) {
  const { t, i18n } = useTranslation();
  const { count } = useFormats();
  const short = new Intl.NumberFormat(i18n.language, { notation: "compact", maximumFractionDigits: 1 });
  const inSheet = (people: number) => (people < LONG ? count(people) : short.format(people));
  const name = new Intl.DateTimeFormat(i18n.language, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(month.first));
  return (
    <table className={styles.month}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {weekdayNames(i18n.language, "long").map((long) => (
            <th key={long} scope="col" abbr={long}>
              {long.slice(0, 2)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week, index) => (
          <tr key={`${month.first} ${index}`}>
            {week.map(({ day, people, closed }, place) => (
              <td key={day ?? `before ${place}`} data-closed={closed || undefined} data-sends={people > 0 || undefined}>
                {day && <span className={styles.date}>{Number(day.slice(-2))}</span>}
                {people > 0 && (
                  <>
                    <strong className={styles.people} title={count(people)}>{inSheet(people)}</strong>
                    <span className={styles.level} style={{ width: `${(100 * people) / most}%` }} aria-hidden="true" />
                  </>
                )}
                {closed && <span className={styles.closed}>{t("forecast.closed")}</span>}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weeksOf({ cells }: Month) {
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}
