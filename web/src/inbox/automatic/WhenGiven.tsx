import { useTranslation } from "react-i18next";
import { Tick } from "../../settings/parts";
import { Choices } from "../../ui/Choices";
import { Sheet } from "../../ui/Page";
import type { FieldsProps } from "./AnswerForm";
import { HOLDS, WAYS } from "./drafts";
import styles from "../../settings/Settings.module.css";

/** In which hours the answer is given, and by which channels. */
export function WhenGiven({ draft, change, readOnly }: FieldsProps) {
  const { t } = useTranslation();
  const all = draft.channels.length === 0;
  return (
    <Sheet title={t("answering.given")}>
      <Choices
        legend={t("answering.holds")}
        name="holds"
        beside
        value={draft.holds}
        choices={HOLDS.map((value) => ({ value, title: t(`answering.holdsIn.${value}`), disabled: readOnly }))}
        onChoose={(value) => change({ holds: HOLDS.find((each) => each === value) ?? "always" })}
      />
      <fieldset className={styles.ticks}>
        <legend>{t("answering.channels")}</legend>
        {WAYS.map((channel) => (
          <Tick
            key={channel}
            label={t(`channel.${channel}`)}
            disabled={readOnly}
            checked={all || draft.channels.includes(channel)}
            onChange={(on) => {
              const before = all ? WAYS : draft.channels;
              const chosen = on ? [...before, channel] : before.filter((each) => each !== channel);
              change({ channels: chosen.length === WAYS.length ? [] : chosen });
            }}
          />
        ))}
      </fieldset>
    </Sheet>
  );
}
