import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { weekdayNames } from "../../campaigns/wizard/month";
import { Tick } from "../../settings/parts";
import type { Staff } from "../queries";
import styles from "../Waitlist.module.css";

type Hours = Staff["hours"];

const USUAL = { opens: "09:00", closes: "18:00" } as const;

interface Props {
  readonly hours: Hours;
  readonly fault: string | undefined;
  readonly onChange: (hours: Hours) => void;
}

/** When somebody works, day by day; a day may have several parts, such as before and after lunch. */
export function HoursFields({ hours, fault, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const set = (index: number, changes: Partial<Hours[number]>) => onChange(hours.map((each, place) => (place === index ? { ...each, ...changes } : each)));
  const sorted = (all: Hours) => all.toSorted((one, other) => one.weekday - other.weekday || one.opens.localeCompare(other.opens));
  return (
    <fieldset className={styles.hours}>
      <legend>{t("waitlist.hours")}</legend>
      {weekdayNames(i18n.language, "long").map((name, index) => {
        const weekday = index + 1;
        const parts = hours.flatMap((each, place) => (each.weekday === weekday ? [{ ...each, place }] : []));
        const last = parts.at(-1);
        return (
          <div key={name} className={styles.weekday}>
            <Tick label={name} checked={parts.length > 0} onChange={(works) => onChange(works ? sorted([...hours, { weekday, ...USUAL }]) : hours.filter((each) => each.weekday !== weekday))} />
            {parts.map(({ place, opens, closes }, part) => (
              <div key={part} className={styles.span}>
                <TextInput type="time" required aria-label={t("waitlist.opensOn", { day: name })} value={opens.slice(0, 5)} onChange={(event) => set(place, { opens: event.currentTarget.value })} />
                <span aria-hidden="true">–</span>
                <TextInput type="time" required aria-label={t("waitlist.closesOn", { day: name })} value={closes.slice(0, 5)} onChange={(event) => set(place, { closes: event.currentTarget.value })} />
              </div>
            ))}
            {last && parts.length < 2 && (
              <Button variant="subtle" size="compact-sm" aria-label={t("waitlist.breakOn", { day: name })} onClick={() => onChange(sorted([...hours, { weekday, opens: last.closes, closes: last.closes }]))}>
                {t("waitlist.break")}
              </Button>
            )}
          </div>
        );
      })}
      {fault && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
