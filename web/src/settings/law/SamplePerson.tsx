import { NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { useDebounced } from "../../ui/useDebounced";
import { faultOf, Refusal } from "../parts";
import { Answer } from "./Answer";
import { packsOf, sampleOf, type Somebody } from "./queries";
import styles from "../Settings.module.css";

const CHANNELS = ["sms", "whatsapp"] as const;
const PURPOSES = ["marketing", "transactional"] as const;

/** A made-up person: may a message leave to them, until when not, and by which rule? */
export function SamplePerson() {
  const { t, i18n } = useTranslation();
  const { id, locale } = usePlace();
  const countries = useCountries(i18n.language);
  const home = new Intl.Locale(locale).maximize().region ?? "FR";
  const [who, setWho] = useState<Somebody>({ country: home, postcode: "", time_zone: "", channel: "sms", purpose: "marketing", at: "" });
  const sample = useQuery({ ...sampleOf(id, useDebounced(who)), placeholderData: (before) => before, retry: false });
  const change = (field: "country" | "postcode" | "time_zone" | "at") => (event: { currentTarget: { value: string } }) => setWho({ ...who, [field]: event.currentTarget.value });
  return (
    <Sheet title={t("law.sample")}>
      <p className={styles.quiet}>{t("law.sampleWhy")}</p>
      <div className={styles.fields}>
        <NativeSelect label={t("law.country")} value={who.country} onChange={change("country")} data={countries} />
        <TextInput label={t("law.postcode")} value={who.postcode} maxLength={20} onChange={change("postcode")} />
        <TextInput label={t("law.zone")} placeholder="Europe/Paris" list="zones" value={who.time_zone} onChange={change("time_zone")} error={faultOf(sample.error, "time_zone")} />
        <TextInput type="datetime-local" label={t("law.when")} value={who.at} onChange={change("at")} />
        <NativeSelect
          label={t("law.channel")}
          value={who.channel}
          onChange={(event) => setWho({ ...who, channel: CHANNELS.find((each) => each === event.currentTarget.value) ?? "sms" })}
          data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
        />
        <NativeSelect
          label={t("law.purpose")}
          value={who.purpose}
          onChange={(event) => setWho({ ...who, purpose: PURPOSES.find((each) => each === event.currentTarget.value) ?? "marketing" })}
          data={PURPOSES.map((value) => ({ value, label: t(`law.purposes.${value}`) }))}
        />
      </div>
      <datalist id="zones">
        {Intl.supportedValuesOf("timeZone").map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <Refusal error={sample.error} fields={["time_zone"]} />
      {sample.data && !sample.error && <Answer sample={sample.data} />}
    </Sheet>
  );
}

/** Countries by name, in the order of the language; none at all is a choice too. */
function useCountries(language: string) {
  const { t } = useTranslation();
  const { data } = useQuery(packsOf(usePlace().id));
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "code" });
  const known = (data ?? []).flatMap(({ countries }) => countries).filter((code) => code !== "*");
  const all = [...new Set([...known, "BE", "CH", "LU", "NL", "PT", "PL", "MA", "TN", "SN"])];
  const listed = all.map((value) => ({ value, label: names.of(value) ?? value })).toSorted((one, other) => one.label.localeCompare(other.label, language));
  return [{ value: "", label: t("law.unknown") }, ...listed];
}
