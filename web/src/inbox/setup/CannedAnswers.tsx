import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Sheet } from "../../ui/Page";
import { archiveCanned, cannedOf, putCanned, teamsOf, type Canned } from "../queries";
import { CannedForm } from "./CannedForm";
import { useChange } from "./useChange";
import styles from "../../settings/Settings.module.css";

/** Answers that agents choose from by a slash, in each language, filled in for the person. */
export function CannedAnswers() {
  const { t } = useTranslation();
  const place = usePlace();
  const [edits, setEdits] = useState<Canned | "new">();
  const manages = may(place, "inbox:manage");
  return (
    <SettingsPage
      title={t("settings.sections.answers")}
      lead={t("inbox.cannedLead")}
      {...(manages && edits === undefined ? { aside: <Button onClick={() => setEdits("new")}>{t("inbox.newCanned")}</Button> } : {})}
    >
      {edits !== undefined && <CannedForm key={edits === "new" ? "new" : edits.id} canned={edits === "new" ? undefined : edits} onDone={() => setEdits(undefined)} />}
      <CannedList manages={manages} onEdit={setEdits} />
    </SettingsPage>
  );
}

function CannedList({ manages, onEdit }: { readonly manages: boolean; readonly onEdit: (canned: Canned) => void }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const canned = useQuery(cannedOf(place.id));
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const back = useChange(({ id, shortcut, title, texts, default_locale, team_id }: Canned) => putCanned(id, { shortcut, title, texts, default_locale, team_id }));
  const archive = useChange((each: Canned) => archiveCanned(each.id), { said: (_answer, each) => ({ text: t("inbox.archived", { name: each.title }), undo: () => back.mutate(each) }) });
  return (
    <Loaded from={canned}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={t("inbox.noCannedYet")} why={t("inbox.noCannedYetWhy")} />
        ) : (
          <Sheet label={t("settings.sections.answers")}>
            <ul className={styles.list} data-lined>
              {rows.map((each) => (
                <li key={each.id} className={styles.thing}>
                  <span className={styles.words}>
                    <span>
                      <code>/{each.shortcut}</code>{" "}
                      <span className={styles.name} dir="auto">
                        {each.title}
                      </span>
                    </span>
                    <span className={styles.quiet} dir="auto">
                      {each.texts[i18n.language.slice(0, 2)] ?? each.texts[each.default_locale]}
                    </span>
                    <span className={styles.quiet}>{[...Object.keys(each.texts), teams.find(({ id }) => id === each.team_id)?.name].filter(Boolean).join(" · ")}</span>
                  </span>
                  {manages && (
                    <span className={styles.row}>
                      <Button variant="default" size="compact-md" aria-label={t("inbox.changeOf", { name: each.title })} onClick={() => onEdit(each)}>
                        {t("inbox.change")}
                      </Button>
                      <Button variant="default" size="compact-md" aria-label={t("inbox.archiveOf", { name: each.title })} onClick={() => archive.mutate(each)}>
                        {t("inbox.archive")}
                      </Button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Sheet>
        )
      }
    </Loaded>
  );
}
