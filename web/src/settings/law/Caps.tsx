import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Pill, Refusal, Tick } from "../parts";
import { useDoing } from "../useDoing";
import { setCaps, type Cap, type Policy } from "./queries";
import styles from "../Settings.module.css";

const CHANNELS = ["sms", "whatsapp", "email"] as const;
const HOURS_A_DAY = 24;

/** How many marketing messages somebody gets at most, over all campaigns. */
export function Caps({ policy: { caps, own_caps } }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [adds, setAdds] = useState(false);
  const now: readonly Cap[] = caps;
  const { mutate, error } = useDoing(setCaps, { said: () => ({ text: t("policy.capsSet"), before: own_caps ? now : null }), after: () => setAdds(false) });
  const writes = may(place, "operations");
  return (
    <Sheet title={t("policy.caps")}>
      <p className={styles.quiet}>{t("policy.capsWhy")}</p>
      <Refusal error={error} />
      <ul className={styles.list} data-lined>
        {now.map((cap, position) => (
          <li key={`${position} ${cap.most} ${cap.hours}`} className={styles.thing}>
            <CapWords cap={cap} isDefault={!own_caps} />
            {writes && (
              <Button variant="default" size="compact-md" onClick={() => mutate(now.filter((_each, other) => other !== position))}>
                {t("policy.drop")}
              </Button>
            )}
          </li>
        ))}
        {now.length === 0 && <li>{t("policy.noCaps")}</li>}
      </ul>
      {adds && <NewCap onAdd={(cap) => mutate([...now, cap])} onClose={() => setAdds(false)} />}
      {writes && !adds && (
        <div className={styles.row}>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("policy.addCap")}
          </Button>
          {own_caps && (
            <Button variant="subtle" onClick={() => mutate(null)}>
              {t("policy.defaults")}
            </Button>
          )}
        </div>
      )}
    </Sheet>
  );
}

function CapWords({ cap: { channels = [], most, hours }, isDefault }: { readonly cap: Cap; readonly isDefault: boolean }) {
  const { t } = useTranslation();
  const span = hours % HOURS_A_DAY === 0 ? t("policy.days", { count: hours / HOURS_A_DAY }) : t("policy.hoursSpan", { count: hours });
  return (
    <span className={styles.row}>
      {t("policy.cap", { count: most, span, channels: channels.map((each) => t(`channel.${each}`)).join(" + ") || t("policy.allChannels") })}
      {isDefault && <Pill>{t("policy.isDefault")}</Pill>}
    </span>
  );
}

function NewCap({ onAdd, onClose }: { readonly onAdd: (cap: Cap) => void; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [most, setMost] = useState("3");
  const [days, setDays] = useState("7");
  const [channels, setChannels] = useState<readonly (typeof CHANNELS)[number][]>([]);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ channels: [...channels], most: Number(most), hours: Number(days) * HOURS_A_DAY });
      }}
    >
      <div className={styles.fields}>
        <TextInput type="number" min={1} max={1000} required withAsterisk={false} label={t("policy.most")} value={most} onChange={(event) => setMost(event.currentTarget.value)} />
        <TextInput type="number" min={1} max={92} required withAsterisk={false} label={t("policy.within")} value={days} onChange={(event) => setDays(event.currentTarget.value)} />
      </div>
      <fieldset className={styles.ticks}>
        <legend>{t("policy.counted")}</legend>
        {CHANNELS.map((channel) => (
          <Tick
            key={channel}
            label={t(`channel.${channel}`)}
            checked={channels.includes(channel)}
            onChange={(on) => setChannels(on ? [...channels, channel] : channels.filter((each) => each !== channel))}
          />
        ))}
      </fieldset>
      <div className={styles.row}>
        <Button type="submit">{t("policy.addCap")}</Button>
        <Button variant="subtle" onClick={onClose}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
