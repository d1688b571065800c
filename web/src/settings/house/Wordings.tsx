import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Loaded } from "../Loaded";
import { faultOf, Refusal } from "../parts";
import { SettingsPage } from "../SettingsPage";
import { useDoing } from "../useDoing";
import { Programmes } from "./Programmes";
import { addWording, wordingsOf } from "./queries";
import styles from "../Settings.module.css";

const KEY = "[a-z0-9][a-z0-9_\\-]*";

/** What people were shown when they agreed, word for word, and what they can agree to by name. */
export function Wordings() {
  const { t } = useTranslation();
  const { day } = useFormats();
  const place = usePlace();
  const wordings = useQuery(wordingsOf(place.id));
  const [adds, setAdds] = useState(false);
  return (
    <SettingsPage title={t("settings.sections.wordings")} lead={t("wordings.lead")}>
      <Programmes />
      <Sheet title={t("wordings.title")}>
        <p className={styles.quiet}>{t("wordings.why")}</p>
        <Loaded from={wordings}>
          {(rows) => (
            <ul className={styles.list} data-lined>
              {rows.map(({ key, version, locale, text, created_at }) => (
                <li key={`${key} ${version} ${locale}`} className={styles.words}>
                  <span className={styles.name}>{t("wordings.version", { key, version, locale })}</span>
                  <span dir="auto">{text}</span>
                  <span className={styles.quiet}>{t("wordings.since", { day: day(created_at) })}</span>
                </li>
              ))}
              {rows.length === 0 && <li className={styles.quiet}>{t("wordings.none")}</li>}
            </ul>
          )}
        </Loaded>
        {adds && <NewVersion onDone={() => setAdds(false)} />}
        {may(place, "contacts:write") && !adds && (
          <div className={styles.row}>
            <Button variant="default" onClick={() => setAdds(true)}>
              {t("wordings.add")}
            </Button>
          </div>
        )}
      </Sheet>
    </SettingsPage>
  );
}

function NewVersion({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [key, setKey] = useState("");
  const [locale, setLocale] = useState("fr");
  const [text, setText] = useState("");
  const { mutate, error, isPending } = useDoing(addWording, { quiet: true, said: () => ({ text: t("wordings.added") }), after: onDone });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ key, texts: { [locale]: text } });
      }}
    >
      <Refusal error={error} />
      <div className={styles.fields}>
        <TextInput label={t("wordings.key")} required withAsterisk={false} pattern={KEY} maxLength={64} value={key} onChange={(event) => setKey(event.currentTarget.value)} error={faultOf(error, "key")} />
        <NativeSelect label={t("wordings.locale")} value={locale} onChange={(event) => setLocale(event.currentTarget.value)} data={["fr", "en", "de", "es", "it"]} />
      </div>
      <Textarea label={t("wordings.text")} description={t("wordings.forGood")} required withAsterisk={false} rows={3} maxLength={4000} value={text} onChange={(event) => setText(event.currentTarget.value)} />
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("wordings.add")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("settings.cancel")}
        </Button>
      </div>
    </form>
  );
}
