import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { businessNow } from "../../api/time";
import { Tick } from "../parts";
import styles from "../Settings.module.css";

type Basis = Schemas["ConsentAttested"];
const CHANNELS = ["sms", "whatsapp"] as const;

/** Nothing said yet: to WhatsApp people opt in by itself, so that SMS alone is attested unless somebody says more. */
export const toAttest = (): Basis => ({ source: "", wording: "", attested_by: "", attested_at: businessNow().toISOString(), channels: ["sms"] });

interface Props {
  readonly value: Basis;
  readonly onChange: (value: Basis) => void;
}

/** What people agreed to whose addresses the key brings, and who says so. */
export function Attested({ value, onChange }: Props) {
  const { t } = useTranslation();
  const channels = value.channels ?? [];
  const turn = (channel: (typeof CHANNELS)[number]) => (on: boolean) => onChange({ ...value, channels: on ? [...channels, channel] : channels.filter((each) => each !== channel) });
  return (
    <>
      <p className={styles.quiet}>{t("keys.attestWhy")}</p>
      <TextInput label={t("keys.source")} required withAsterisk={false} maxLength={200} value={value.source} onChange={(event) => onChange({ ...value, source: event.currentTarget.value })} />
      <Textarea
        label={t("keys.wording")}
        required
        withAsterisk={false}
        maxLength={4000}
        rows={3}
        value={value.wording}
        onChange={(event) => onChange({ ...value, wording: event.currentTarget.value })}
      />
      <TextInput
        label={t("keys.by")}
        description={t("keys.byHint")}
        required
        withAsterisk={false}
        maxLength={200}
        value={value.attested_by}
        onChange={(event) => onChange({ ...value, attested_by: event.currentTarget.value })}
      />
      <fieldset className={styles.ticks}>
        <legend>{t("keys.channels")}</legend>
        {CHANNELS.map((channel) => (
          <Tick key={channel} label={t(`channel.${channel}`)} checked={channels.includes(channel)} onChange={turn(channel)} />
        ))}
      </fieldset>
    </>
  );
}
