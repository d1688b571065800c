import { Button, Switch, TextInput } from "@mantine/core";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem, wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Builder } from "./Builder";
import { forgetDraft, keepDraft, keptDraft, same, type Draft } from "./drafts";
import { useForms } from "./useForms";
import { useSaving } from "./useSaving";
import styles from "./Segments.module.css";

export interface Props {
  /** What is saved, or where one starts. */
  readonly saved: Draft;
  /** The id of the segment, or "new". */
  readonly id: string;
  readonly onSave: (draft: Draft) => Promise<void>;
  readonly children?: ReactNode;
}

/** A segment being written: its name, its conditions, whether it is watched. What is not saved is kept in this tab. */
export default function Writing({ saved, id, onSave, children }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const mayWrite = may(place, "contacts:write");
  const [kept] = useState(() => (mayWrite ? keptDraft(place.id, id) : undefined));
  const [{ name, description, watched }, setTold] = useState(kept ?? saved);
  const forms = useForms((kept ?? saved).conditions, (kept ?? saved).text);
  const draft: Draft = { name, description, watched, conditions: forms.conditions, text: forms.text };
  const changed = !same(draft, saved);
  const written = JSON.stringify(draft);
  useEffect(() => {
    if (changed) keepDraft(place.id, id, JSON.parse(written));
    else forgetDraft(place.id, id);
  }, [changed, written, place.id, id]);
  const tell = (part: Partial<Draft>) => setTold((before) => ({ ...before, ...part }));
  const { saving, problem, refused, possible, ask } = useSaving(forms, changed, async () => {
    await onSave(draft);
    forgetDraft(place.id, id);
  });
  const ofName = problem instanceof Problem && problem.field === "name";
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (possible) ask();
      }}
    >
      <Builder forms={forms} mayWrite={mayWrite}>
        <Sheet label={t("segments.about.it")}>
          <TextInput
            label={t("segments.name")}
            required
            withAsterisk={false}
            disabled={!mayWrite}
            maxLength={200}
            value={name}
            onChange={(event) => tell({ name: event.currentTarget.value })}
            error={ofName ? wordsOf(problem) : undefined}
          />
          <TextInput label={t("segments.sentence")} disabled={!mayWrite} maxLength={2000} value={description} onChange={(event) => tell({ description: event.currentTarget.value })} />
          <Switch label={t("segments.watch")} description={t("segments.watchWhy")} disabled={!mayWrite} checked={watched} onChange={(event) => tell({ watched: event.currentTarget.checked })} />
        </Sheet>
      </Builder>
      {mayWrite && (
        <div className={styles.save}>
          <Button type="submit" loading={saving} disabled={!possible || name.trim() === ""}>
            {t("segments.save")}
          </Button>
          {children}
          <span className={styles.quiet} role="status">
            {refused ? t("segments.refused") : changed ? t("segments.unsaved") : id !== "new" && t("segments.saved")}
          </span>
          {problem !== null && !ofName && <span className={styles.bad}>{wordsOf(problem)}</span>}
        </div>
      )}
    </form>
  );
}
