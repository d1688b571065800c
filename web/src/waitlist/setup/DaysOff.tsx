import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Icon } from "../../ui/Icon";
import styles from "../Waitlist.module.css";

interface Props {
  readonly days: readonly string[];
  readonly onChange: (days: string[]) => void;
}

/** Days on which somebody does not work, whatever their hours. */
export function DaysOff({ days, onChange }: Props) {
  const { t } = useTranslation();
  const { day: written } = useFormats();
  const [day, setDay] = useState("");
  const add = () => {
    onChange([...new Set([...days, day])].toSorted());
    setDay("");
  };
  return (
    <div className={styles.form}>
      <div className={styles.row} data-end>
        <TextInput type="date" label={t("waitlist.dayOff")} value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <Button variant="default" disabled={day === ""} onClick={add}>
          {t("waitlist.addDayOff")}
        </Button>
      </div>
      {days.length > 0 && (
        <ul className={styles.offs}>
          {days.map((each) => (
            <li key={each}>
              {written(each)}
              <Button variant="subtle" size="compact-sm" aria-label={t("waitlist.dropDayOff", { day: written(each) })} onClick={() => onChange(days.filter((other) => other !== each))}>
                <Icon name="close" size={16} />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
