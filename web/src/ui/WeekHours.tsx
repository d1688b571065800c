import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Tick } from "../settings/parts";
import { Icon } from "./Icon";
import styles from "./WeekHours.module.css";

/** From when to when on a day of the week: 0 is Monday. Until what is not later than from ends on the next day. */
export interface Span {
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

interface Props {
  readonly hours: readonly Span[];
  readonly disabled: boolean;
  readonly onChange: (hours: Span[]) => void;
}

const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const USUAL = { opens: "09:30", closes: "18:30" };
const AGAIN = { opens: "14:00", closes: "18:30" };

/** Hours on each day of the week; a day with a break has several. */
export function WeekHours({ hours, disabled, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const named = new Intl.DateTimeFormat(i18n.language, { weekday: "long", timeZone: "UTC" });
  const put = (at: number, part: Partial<Span>) => onChange(hours.map((span, place) => (place === at ? { ...span, ...part } : span)));
  const add = (weekday: number, span: Omit<Span, "weekday">) => onChange([...hours, { weekday, ...span }].toSorted((a, b) => a.weekday - b.weekday || a.opens.localeCompare(b.opens)));
  const open = (weekday: number, on: boolean) => (on ? add(weekday, USUAL) : onChange(hours.filter((span) => span.weekday !== weekday)));
  return (
    <ul className={styles.hours}>
      {WEEK.map((weekday) => {
        const day = named.format(new Date(A_MONDAY + weekday * DAY_MS));
        const spans = hours.map((span, at) => ({ span, at })).filter(({ span }) => span.weekday === weekday);
        return (
          <li key={weekday}>
            <Tick label={day} checked={spans.length > 0} disabled={disabled} onChange={(on) => open(weekday, on)} />
            {spans.length === 0 && <span className={styles.quiet}>{t("hours.closed")}</span>}
            {spans.map(({ span, at }) => (
              <div key={at} className={styles.row}>
                <TextInput type="time" required aria-label={t("hours.opens", { day })} disabled={disabled} value={span.opens} onChange={(event) => put(at, { opens: event.currentTarget.value })} />
                <TextInput type="time" required aria-label={t("hours.closes", { day })} disabled={disabled} value={span.closes} onChange={(event) => put(at, { closes: event.currentTarget.value })} />
                {!disabled && spans.length === 1 && (
                  <Button variant="subtle" size="compact-sm" aria-label={t("hours.addOn", { day })} onClick={() => add(weekday, AGAIN)}>
                    {t("hours.add")}
                  </Button>
                )}
                {!disabled && spans.length > 1 && (
                  <Button variant="subtle" size="compact-md" px="xs" aria-label={t("hours.drop", { day, opens: span.opens })} onClick={() => onChange(hours.filter((_, place) => place !== at))}>
                    <Icon name="close" size={16} />
                  </Button>
                )}
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
