import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Tick } from "../../settings/parts";
import type { Shop } from "../queries";
import styles from "../Repairs.module.css";

type Span = Shop["hours"][number];

interface Props {
  readonly hours: readonly Span[];
  readonly disabled: boolean;
  readonly onChange: (hours: Span[]) => void;
}

const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const USUAL = { opens: "09:30", closes: "18:30" };

/** When the shop is open on each day of the week; a day with a break keeps its spans. */
export function Hours({ hours, disabled, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const named = new Intl.DateTimeFormat(i18n.language, { weekday: "long", timeZone: "UTC" });
  const put = (at: number, part: Partial<Span>) => onChange(hours.map((span, place) => (place === at ? { ...span, ...part } : span)));
  const open = (weekday: number, on: boolean) => onChange((on ? [...hours, { weekday, ...USUAL }] : hours.filter((span) => span.weekday !== weekday)).toSorted((a, b) => a.weekday - b.weekday));
  return (
    <ul className={styles.hours}>
      {WEEK.map((weekday) => {
        const day = named.format(new Date(A_MONDAY + weekday * DAY_MS));
        const spans = hours.map((span, at) => ({ span, at })).filter(({ span }) => span.weekday === weekday);
        return (
          <li key={weekday}>
            <Tick label={day} checked={spans.length > 0} disabled={disabled} onChange={(on) => open(weekday, on)} />
            {spans.length === 0 && <span className={styles.quiet}>{t("repairs.set.closed")}</span>}
            {spans.map(({ span, at }) => (
              <div key={at} className={styles.row}>
                <TextInput type="time" required aria-label={t("repairs.set.opens", { day })} disabled={disabled} value={span.opens} onChange={(event) => put(at, { opens: event.currentTarget.value })} />
                <TextInput type="time" required aria-label={t("repairs.set.closes", { day })} disabled={disabled} value={span.closes} onChange={(event) => put(at, { closes: event.currentTarget.value })} />
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
