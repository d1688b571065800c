import { Button, Skeleton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Beside } from "./Beside";
import { emptyBody, isEmail, isSms, isWhatsApp, sourcesOf, type Bodies, type Body, type Channel } from "./body";
import { Lacks } from "./Lacks";
import { Locales } from "./Locales";
import { Preview } from "./Preview";
import type { Purpose } from "./queries";
import { replaced, withAdded, withFallbacks } from "./rewriting";
import { useEditing } from "./useEditing";
import { Variables } from "./Variables";
import { variablesIn } from "./variables";
import styles from "./Editor.module.css";

const EmailFields = lazy(async () => ({ default: (await import("./EmailFields")).EmailFields }));
const SmsFields = lazy(async () => ({ default: (await import("./SmsFields")).SmsFields }));
const WhatsAppFields = lazy(async () => ({ default: (await import("./WhatsAppFields")).WhatsAppFields }));

interface Props {
  /** By what unsaved work is kept: the template's name. */
  readonly name: string;
  readonly channel: Channel;
  readonly purpose: Purpose;
  readonly first: string;
  readonly saved: Bodies;
  readonly readOnly: boolean;
  /** Whether there is something to save before anything was changed: a copy. */
  readonly saving?: boolean;
  readonly onSave: (changed: readonly (readonly [string, Body])[]) => Promise<void>;
}

/** Writing a template, language by language, beside a phone that shows it. */
export function Editor({ name, channel, purpose, first, saved, readOnly, saving = false, onSave }: Props) {
  const { t } = useTranslation();
  const { agoByWatch } = useFormats();
  const place = usePlace();
  const { bodies, changed, foundFrom, write, drop, saved: clear } = useEditing(place.id, name, saved);
  const [at, setAt] = useState(first);
  const here = bodies[at] ? at : first;
  const body = bodies[here] ?? emptyBody(channel, here, name);
  const change = (next: Body) => write(here, next);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => onSave(changed.flatMap((locale) => (bodies[locale] ? [[locale, bodies[locale]] as const] : []))),
    onSuccess: clear,
  });
  const add = (locale: string) => {
    if (!bodies[locale]) write(locale, !isWhatsApp(body) ? body : { ...body, language: locale.replace("-", "_"), content_sid: null });
    setAt(locale);
  };
  const fields = { readOnly, onChange: change };
  return (
    <div className={styles.editor}>
      <Sheet label={t("templates.text")}>
        <Locales bodies={bodies} first={first} here={here} changed={changed} readOnly={readOnly} onGo={setAt} onAdd={add} />
        <Suspense fallback={<Skeleton height={320} radius="lg" />}>
          {isSms(body) && <SmsFields body={body} {...fields} />}
          {isEmail(body) && <EmailFields body={body} marketing={purpose === "marketing"} {...fields} />}
          {isWhatsApp(body) && <WhatsAppFields body={body} {...fields} />}
        </Suspense>
        <Variables variables={variablesIn(sourcesOf(body))} readOnly={readOnly} onFallback={(variable, words) => change(withFallbacks(body, variable, words))} />
        <Lacks channel={channel} purpose={purpose} locale={here} body={body} onAdd={readOnly ? undefined : (words, needed) => change(withAdded(body, words, needed))} />
        <Beside bodies={bodies} here={here} first={first} />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        {!readOnly && (saving || changed.length > 0) && (
          <div className={styles.save} role="group" aria-label={t("templates.unsaved")}>
            <span>{foundFrom ? t("templates.found", { when: agoByWatch(foundFrom) }) : t("templates.notSaved")}</span>
            <Button loading={isPending} onClick={() => mutate()}>
              {t("templates.save")}
            </Button>
            {changed.length > 0 && (
              <Button variant="subtle" color="gray" onClick={drop}>
                {t("templates.drop")}
              </Button>
            )}
          </div>
        )}
      </Sheet>
      <aside className={styles.side} aria-label={t("templates.previewed")}>
        <Preview channel={channel} locale={here} body={body} onReplace={readOnly ? undefined : (character, other) => change(replaced(body, character, other))} />
      </aside>
    </div>
  );
}
