import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { useDebounced } from "../../ui/useDebounced";
import type { Campaign } from "../queries";
import { countOf } from "./queries";
import { templateNameOf } from "./texts";
import styles from "./Wizard.module.css";

interface Props {
  readonly campaign: Campaign;
  readonly start: string;
  readonly onKept: (template: string) => void;
  readonly onLeave: () => void;
}

/** A text for this campaign, counted as one types; it is kept as a template, since that is what campaigns send. */
export function NewText({ campaign, start, onKept, onLeave }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [text, setText] = useState(start);
  const [name, setName] = useState(() => templateNameOf(campaign.name));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      read(
        api.POST("/templates", {
          body: { name: name.trim(), channel: "sms", purpose: campaign.purpose, locale: place.locale, body: { text, smart_encoding: true } },
        }),
      ),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["templates", place.id] });
      onKept(made.name);
    },
  });
  return (
    <>
      <Textarea
        label={t("wizard.text")}
        description={t("wizard.textWhy", { name: "{{ first_name }}" })}
        value={text}
        maxLength={2000}
        autosize
        minRows={4}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Count text={text} />
      <TextInput label={t("wizard.templateName")} value={name} maxLength={100} onChange={(event) => setName(event.currentTarget.value)} />
      {error && (
        <p role="alert" className={styles.problem}>
          {wordsOf(error)}
        </p>
      )}
      <div className={styles.row}>
        <Button loading={isPending} disabled={!text.trim() || !name.trim()} onClick={() => mutate()}>
          {t("wizard.keepText")}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {t("wizard.leaveText")}
        </Button>
      </div>
    </>
  );
}

function Count({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { data } = useQuery(countOf(place.id, useDebounced(text, 200)));
  if (!data) return <p role="status" />;
  const { segments, remaining, encoding } = data.count;
  return (
    <div role="status">
      <p>
        {t("wizard.segments", { count: segments, replace: { count: count(segments) } })} · {t("wizard.remaining", { count: remaining, replace: { count: count(remaining) } })} ·{" "}
        {encoding}
      </p>
      <ul className={styles.list}>
        {data.suggestions.map(({ character, name, replacement, segments_saved }) => (
          <li key={character}>
            <bdi>{character}</bdi> ({name}){replacement !== null && ` → ${replacement || t("wizard.leaveOut")}`}
            {segments_saved > 0 && ` · ${t("wizard.saves", { count: segments_saved })}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
