import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Bodies } from "./body";
import { gapsOf } from "./gaps";
import { languageName } from "./languageName";
import styles from "./Editor.module.css";

interface Props {
  readonly bodies: Bodies;
  readonly first: string;
  readonly here: string;
  readonly changed: readonly string[];
  readonly readOnly: boolean;
  readonly onGo: (locale: string) => void;
  readonly onAdd: (locale: string) => void;
}

const LOCALE = "[A-Za-z]{2,3}([_\\-][A-Za-z]{4})?([_\\-]([A-Za-z]{2}|[0-9]{3}))?";

/** The languages of a template: where one is, what is not saved, and where something lacks that the first language has. */
export function Locales({ bodies, first, here, changed, readOnly, onGo, onAdd }: Props) {
  const { t, i18n } = useTranslation();
  const [adds, setAdds] = useState(false);
  const [typed, setTyped] = useState("");
  const model = bodies[first];
  const add = (event: FormEvent) => {
    event.preventDefault();
    onAdd(typed.trim());
    setAdds(false);
    setTyped("");
  };
  return (
    <nav className={styles.locales} aria-label={t("templates.languages")}>
      {Object.entries(bodies).map(([locale, body]) => {
        const lacks = model && locale !== first ? gapsOf(body, model).length : 0;
        return (
          <button key={locale} type="button" className={styles.locale} aria-current={locale === here ? "true" : undefined} onClick={() => onGo(locale)}>
            <span>{languageName(locale, i18n.language)}</span>
            <code>{locale}</code>
            {changed.includes(locale) && <em>{t("templates.unsaved")}</em>}
            {lacks > 0 && <em data-lacks>{t("templates.gaps", { count: lacks })}</em>}
          </button>
        );
      })}
      {!readOnly && !adds && (
        <Button variant="subtle" size="compact-md" onClick={() => setAdds(true)}>
          {t("templates.addLanguage")}
        </Button>
      )}
      {adds && (
        <form onSubmit={add} className={styles.adding}>
          <TextInput
            size="sm"
            aria-label={t("templates.newLanguage")}
            placeholder="es, fr_CA"
            required
            pattern={LOCALE}
            title={t("templates.localeHint")}
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" size="compact-md">
            {t("templates.addIt")}
          </Button>
        </form>
      )}
    </nav>
  );
}
