import { NativeSelect, Skeleton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { nameOf } from "../../contacts/naming";
import { LetterLater } from "../../phone/LetterLater";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { peopleOf, previewOf } from "./queries";
import styles from "./Phone.module.css";

const NOBODY = "";

interface Props {
  readonly template: Schemas["TemplateWhole"];
  /** What stands below, of a message of so many segments. */
  readonly under?: (segments: number) => ReactNode;
}

/** The message on somebody's phone: of a few people whom one knows, and of somebody of whom nothing is known. */
export function Phone({ template, under }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const people = useQuery(peopleOf(place.id)).data?.items ?? [];
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [locale, setLocale] = useState("");
  const id = chosen ?? people[0]?.id ?? NOBODY;
  const person = people.find((each) => each.id === id);
  const { data, error } = useQuery({ ...previewOf(place.id, template.name, template.version, sampleOf(person, locale)), placeholderData: keepPreviousData });
  return (
    <Sheet title={t(template.channel === "email" ? "wizard.previewEmail" : "wizard.preview")}>
      <div className={styles.choosing}>
        <NativeSelect
          label={t("wizard.asSeenBy")}
          value={id}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[
            ...people.map((each) => ({ value: each.id, label: nameOf(each) || (each.phones[0]?.masked ?? t("contacts.noName")) })),
            { value: NOBODY, label: t("wizard.stranger") },
          ]}
        />
        {template.locales.length > 1 && (
          <NativeSelect
            label={t("wizard.language")}
            value={locale}
            onChange={(event) => setLocale(event.currentTarget.value)}
            data={[{ value: "", label: t("wizard.theirs") }, ...template.locales.map((each) => each.locale)]}
          />
        )}
      </div>
      {error && <p role="alert">{wordsOf(error)}</p>}
      {!data && !error && <Skeleton height={240} />}
      {data && (
        <>
          {template.channel === "email" ? <LetterLater from={place.name} subject={data.header} text={data.text} html={data.html} /> : <Screen channel={template.channel} shown={data} />}
          {data.sms && (
            <p className={styles.quiet}>
              {t("wizard.segments", { count: data.sms.segments })} · {data.sms.encoding} · {t("wizard.characters", { count: data.sms.characters })}
            </p>
          )}
          {under?.(data.sms?.segments ?? 1)}
          {data.missing.length > 0 && <p className={styles.missing}>{t("wizard.missing", { names: data.missing.join(", ") })}</p>}
          {template.variables.length > 0 && <p className={styles.quiet}>{t("wizard.variables", { names: template.variables.join(", ") })}</p>}
        </>
      )}
    </Sheet>
  );
}

interface ScreenProps {
  readonly channel: Schemas["Channel"];
  readonly shown: Pick<Schemas["DraftShown"], "header" | "text" | "footer" | "buttons">;
}

function Screen({ channel, shown }: ScreenProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.phone} data-channel={channel} role="img" aria-label={t("wizard.phoneLabel", { text: shown.text })}>
      <div className={styles.bubble} dir="auto">
        {shown.header && <strong>{shown.header}</strong>}
        <span>{shown.text}</span>
        {shown.footer && <small>{shown.footer}</small>}
      </div>
      {shown.buttons.map((button) => (
        <div key={button} className={styles.button}>
          {button}
        </div>
      ))}
    </div>
  );
}

function sampleOf(person: Schemas["ContactShown"] | undefined, locale: string): Schemas["SamplePerson"] {
  if (!person) return locale ? { locale } : {};
  const { first_name, last_name, country, lifecycle, tags, attributes } = person;
  return { first_name, last_name, country, locale: locale || person.locale, lifecycle, tags, attributes };
}
