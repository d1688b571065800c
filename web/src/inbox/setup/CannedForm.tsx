import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, Refusal } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { putCanned, teamsOf, type Canned } from "../queries";
import { useChange } from "./useChange";
import styles from "../../settings/Settings.module.css";

const LOCALES = ["en", "fr"] as const;

/** One canned answer: the word that brings it, and what it says in each language. */
export function CannedForm({ canned, onDone }: { readonly canned: Canned | undefined; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const [shortcut, setShortcut] = useState(canned?.shortcut ?? "");
  const [title, setTitle] = useState(canned?.title ?? "");
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(canned?.texts ?? {});
  const [team, setTeam] = useState(canned?.team_id ?? "");
  const locales = [...new Set([...LOCALES, ...Object.keys(texts)])];
  const said = Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ""));
  const put = useChange((body: Parameters<typeof putCanned>[1]) => putCanned(canned?.id, body), { said: (kept) => ({ text: t("inbox.saved", { name: kept.title }) }), after: onDone, quiet: true });
  const first = canned && canned.default_locale in said ? canned.default_locale : (LOCALES.find((each) => place.locale.startsWith(each) && each in said) ?? Object.keys(said)[0]);
  return (
    <Sheet title={t(canned ? "inbox.changeCanned" : "inbox.newCanned")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate({ shortcut: shortcut.trim().replace(/^\//u, ""), title, texts: said, team_id: team || null, ...(first ? { default_locale: first } : {}) });
        }}
      >
        <Refusal error={put.error} fields={["shortcut", "title"]} />
        <TextInput
          label={t("inbox.shortcut")}
          description={t("inbox.shortcutWhat")}
          required
          withAsterisk={false}
          autoFocus
          maxLength={50}
          error={faultOf(put.error, "shortcut")}
          value={shortcut}
          onChange={(event) => setShortcut(event.currentTarget.value)}
        />
        <TextInput label={t("inbox.cannedTitle")} required withAsterisk={false} maxLength={200} error={faultOf(put.error, "title")} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        {locales.map((locale) => (
          <Textarea
            key={locale}
            label={t("inbox.textIn", { locale })}
            {...(locale === locales[0] ? { description: t("inbox.textWhat", { example: "{{ first_name }}" }) } : {})}
            autosize
            minRows={2}
            maxRows={10}
            maxLength={4096}
            dir="auto"
            lang={locale}
            value={texts[locale] ?? ""}
            onChange={(event) => setTexts({ ...texts, [locale]: event.currentTarget.value })}
          />
        ))}
        {teams.length > 0 && (
          <NativeSelect
            label={t("inbox.forTeam")}
            value={team}
            onChange={(event) => setTeam(event.currentTarget.value)}
            data={[{ value: "", label: t("inbox.everybody") }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <div className={styles.row}>
          <Button type="submit" loading={put.isPending} disabled={Object.keys(said).length === 0}>
            {t("inbox.save")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
