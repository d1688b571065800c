import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { faultOf, Tick } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Icon } from "../../ui/Icon";
import { Sheet } from "../../ui/Page";
import { WeekHours } from "../../ui/WeekHours";
import { OwnTexts } from "./OwnTexts";
import type { SettingsProps } from "./SettingsOfInbox";
import styles from "./Automatic.module.css";
import settings from "../../settings/Settings.module.css";

/** When somebody answers, on which days nobody does, and what people are told meanwhile. */
export function OpeningHours({ draft, change, error, readOnly }: SettingsProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const hours = draft.hours.map((each) => ({ ...each, weekday: each.weekday - 1 }));
  const fault = faultOf(error, "hours");
  return (
    <Sheet title={t("answering.hours")}>
      <p className={settings.quiet}>{t("answering.hoursWhat", { zone: place.time_zone })}</p>
      <WeekHours hours={hours} disabled={readOnly} onChange={(spans) => change({ hours: spans.map((each) => ({ ...each, weekday: each.weekday + 1 })) })} />
      {fault && (
        <p role="alert" className={settings.note} data-tone="bad">
          {fault}
        </p>
      )}
      {draft.hours.length === 0 && <p>{t("answering.noHours")}</p>}
      {draft.hours.length > 0 && (
        <>
          <DaysOff days={draft.daysOff} readOnly={readOnly} onChange={(daysOff) => change({ daysOff })} />
          <Tick label={t("answering.tellClosed")} checked={draft.tellClosed} disabled={readOnly} onChange={(tellClosed) => change({ tellClosed })} />
          {draft.tellClosed && <OwnTexts said="closed" draft={draft} change={change} error={error} readOnly={readOnly} brings={{ en: { when: "tomorrow at 09:00" }, fr: { when: "demain à 9h" } }} />}
        </>
      )}
    </Sheet>
  );
}

interface DaysProps {
  readonly days: readonly string[];
  readonly readOnly: boolean;
  readonly onChange: (days: string[]) => void;
}

function DaysOff({ days, readOnly, onChange }: DaysProps) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const [typed, setTyped] = useState("");
  return (
    <div className={styles.own}>
      <ul className={styles.days} aria-label={t("answering.daysOff")}>
        {days.map((each) => (
          <li key={each} className={styles.day}>
            {day(each)}
            {!readOnly && (
              <Button variant="subtle" size="compact-sm" px="xs" aria-label={t("answering.dropDay", { day: day(each) })} onClick={() => onChange(days.filter((other) => other !== each))}>
                <Icon name="close" size={14} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {!readOnly && (
        <div className={settings.row}>
          <TextInput type="date" label={t("answering.dayOff")} description={t("answering.dayOffWhat")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
          <Button
            variant="default"
            disabled={!typed || days.includes(typed)}
            onClick={() => {
              onChange([...days, typed].toSorted());
              setTyped("");
            }}
          >
            {t("answering.addDay")}
          </Button>
        </div>
      )}
    </div>
  );
}
