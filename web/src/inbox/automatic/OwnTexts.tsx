import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { languageName } from "../../templates/languageName";
import { Preview } from "../../templates/Preview";
import { TextArea } from "../../templates/TextArea";
import { Chips } from "../../ui/Chips";
import { localesOf } from "./drafts";
import { usualOf } from "./queries";
import type { SettingsProps } from "./SettingsOfInbox";
import styles from "./Automatic.module.css";
import settings from "../../settings/Settings.module.css";

interface Props extends SettingsProps {
  readonly said: "closed" | "survey";
  /** What is filled in besides, by language. */
  readonly brings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is said of our own accord, in each language: our words until an organisation writes its own, on a phone beside. */
export function OwnTexts({ said, draft, change, error, readOnly, brings }: Props) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const own = draft.texts[said] ?? {};
  const usual = useQuery(usualOf(place.id)).data?.texts[said] ?? {};
  const locales = localesOf(own);
  const [locale, setLocale] = useState(locales.find((each) => i18n.language.startsWith(each)) ?? "en");
  const text = own[locale] ?? usual[locale] ?? "";
  const put = (next: string | undefined) => {
    const { [locale]: _before, ...others } = own;
    change({ texts: { ...draft.texts, [said]: next === undefined ? others : { ...others, [locale]: next } } });
  };
  return (
    <div className={styles.own}>
      <Chips label={t("answering.textLanguage")} value={locale} choices={locales.map((value) => ({ value, label: languageName(value, i18n.language) }))} onChoose={setLocale} />
      <div className={styles.columns}>
        <div className={styles.own} lang={locale}>
          <TextArea
            label={t(`answering.text.${said}`)}
            description={t(locale in own ? "answering.textOwn" : "answering.textUsual")}
            value={text}
            readOnly={readOnly}
            error={faultOf(error, `texts.${said}`)}
            inserts={said === "closed" ? { business: "{{ business }}", when: "{{ when }}" } : { business: "{{ business }}" }}
            onChange={put}
          />
          {locale in own && !readOnly && (
            <div className={settings.row}>
              <Button variant="subtle" size="compact-md" onClick={() => put(undefined)}>
                {t("answering.textBack")}
              </Button>
            </div>
          )}
        </div>
        <Preview channel="sms" locale={locale} body={{ text, smart_encoding: true }} label={t("answering.onPhone", { text: t(`answering.text.${said}`) })} brings={{ business: place.name, ...brings?.[locale] }} />
      </div>
    </div>
  );
}
