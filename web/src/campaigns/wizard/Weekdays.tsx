import { useTranslation } from "react-i18next";
import { weekdayNames } from "./month";
import styles from "./Wizard.module.css";

const DAYS = 7;

interface Props {
  /** ISO weekdays, 1 is Monday, on which nothing is sent. */
  readonly quiet: readonly number[];
  readonly onChange: (quiet: number[]) => void;
}

export function Weekdays({ quiet, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const toggle = (day: number, sends: boolean) => onChange(sends ? quiet.filter((each) => each !== day) : [...quiet, day].toSorted());
  const last = quiet.length === DAYS - 1; // a campaign that sends on no day never ends
  return (
    <fieldset className={styles.weekdays}>
      <legend>{t("wizard.weekdays")}</legend>
      {weekdayNames(i18n.language, "short").map((name, index) => (
        <label key={name} className={styles.weekday}>
          <input type="checkbox" checked={!quiet.includes(index + 1)} disabled={last && !quiet.includes(index + 1)} onChange={(event) => toggle(index + 1, event.currentTarget.checked)} />
          {name}
        </label>
      ))}
    </fieldset>
  );
}
