import { NativeSelect, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { faultOf, Tick } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { teamsOf } from "../queries";
import { URGENCIES } from "./drafts";
import { usualOf } from "./queries";
import type { SettingsProps } from "./SettingsOfInbox";
import styles from "./Automatic.module.css";
import settings from "../../settings/Settings.module.css";

/** Words for which a conversation goes before the others at once, and to whom. They count also while automatic answers are off. */
export function Escalates({ draft, change, error, readOnly }: SettingsProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const usual = useQuery(usualOf(place.id)).data?.words;
  return (
    <Sheet title={t("answering.escalates")}>
      <p className={settings.quiet}>{t("answering.escalatesWhat")}</p>
      <div className={styles.pair}>
        {URGENCIES.map((urgency, at) => (
          <Textarea
            key={urgency}
            label={t(`answering.urgent.${urgency}`)}
            description={t(`answering.urgentWhat.${urgency}`)}
            autosize
            minRows={3}
            maxRows={10}
            dir="auto"
            readOnly={readOnly}
            error={at === 0 ? faultOf(error, "words") : undefined}
            value={draft.words[urgency] ?? ""}
            onChange={(event) => change({ words: { ...draft.words, [urgency]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <Tick label={t("answering.usualWords")} checked={draft.usualWords} disabled={readOnly} onChange={(usualWords) => change({ usualWords })} />
      {usual && (
        <details>
          <summary>{t("answering.showUsual")}</summary>
          {URGENCIES.map((urgency) => (
            <section key={urgency} aria-label={t(`answering.urgent.${urgency}`)}>
              <h3>{t(`answering.urgent.${urgency}`)}</h3>
              <ul className={styles.ours}>
                {usual[urgency]?.map((word) => (
                  <li key={word}>{word}</li>
                ))}
              </ul>
            </section>
          ))}
        </details>
      )}
      {teams.length > 0 && (
        <NativeSelect
          label={t("answering.escalationTeam")}
          description={t("answering.escalationTeamWhat")}
          disabled={readOnly}
          value={draft.team}
          onChange={(event) => change({ team: event.currentTarget.value })}
          data={[{ value: "", label: t("answering.noTeam") }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
    </Sheet>
  );
}
