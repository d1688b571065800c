import "@mantine/core/styles/Checkbox.css";
import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Choices } from "../ui/Choices";
import { Sheet } from "../ui/Page";
import type { Change, Draft } from "./draft";
import { StepButtons } from "./StepButtons";
import styles from "./Imports.module.css";

interface Props {
  readonly draft: Draft;
  readonly change: Change;
  readonly onBack: () => void;
  readonly onDone: () => void;
}

const CHANNELS = ["sms", "whatsapp", "email", "push"] as const;

/** Whether everybody in the file agreed to marketing, which somebody has to answer for; no answer is given beforehand. */
export function About({ draft, change, onBack, onDone }: Props) {
  const { t } = useTranslation();
  const { agreed, consent } = draft;
  const whole = consent.source.trim() !== "" && consent.wording.trim() !== "" && consent.channels.length > 0;
  const tick = (channel: (typeof CHANNELS)[number], on: boolean) =>
    change({ consent: { ...consent, channels: CHANNELS.filter((each) => (each === channel ? on : consent.channels.includes(each))) } });
  return (
    <Sheet title={t("imports.consent")}>
      <Choices
        legend={t("imports.didTheyAgree")}
        name="agreed"
        value={agreed === undefined ? null : agreed ? "yes" : "no"}
        choices={(["no", "yes"] as const).map((value) => ({ value, title: t(`imports.agreed.${value}`), text: t(`imports.agreedWhy.${value}`) }))}
        onChoose={(value) => change({ agreed: value === "yes" })}
      />
      {agreed && (
        <div className={styles.form}>
          <fieldset className={styles.plain}>
            <legend>{t("imports.agreedTo")}</legend>
            <div className={styles.row}>
              {CHANNELS.map((channel) => (
                <Checkbox key={channel} label={t(`channel.${channel}`)} checked={consent.channels.includes(channel)} onChange={(event) => tick(channel, event.currentTarget.checked)} />
              ))}
            </div>
          </fieldset>
          <TextInput
            label={t("imports.source")}
            description={t("imports.sourceHint")}
            value={consent.source}
            maxLength={200}
            onChange={(event) => change({ consent: { ...consent, source: event.currentTarget.value } })}
          />
          <Textarea
            label={t("imports.wording")}
            autosize
            minRows={2}
            maxLength={4000}
            dir="auto"
            value={consent.wording}
            onChange={(event) => change({ consent: { ...consent, wording: event.currentTarget.value } })}
          />
          <p className={styles.quiet}>{t("imports.youAttest")}</p>
        </div>
      )}
      <TextInput label={t("imports.tag")} description={t("imports.tagHint")} maxLength={64} value={draft.tag} onChange={(event) => change({ tag: event.currentTarget.value })} />
      <StepButtons onBack={onBack} onNext={onDone} disabled={agreed === undefined || (agreed && !whole)} next={t("imports.tryIt")} />
    </Sheet>
  );
}
