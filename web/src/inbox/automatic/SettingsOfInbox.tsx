import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { Refusal } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Leaving } from "../../ui/Leaving";
import { useChange } from "../setup/useChange";
import { Escalates } from "./Escalates";
import { settingsDraft, settingsOf, type SettingsDraft } from "./drafts";
import { OpeningHours } from "./OpeningHours";
import { automationOf, putAutomation, type Automation } from "./queries";
import { Sureness } from "./Sureness";
import { SurveyFields } from "./SurveyFields";
import styles from "./Automatic.module.css";
import settings from "../../settings/Settings.module.css";

/** When somebody answers, which words go before others, the question afterwards, and how sure a machine must be. */
export function SettingsOfInbox() {
  const { t } = useTranslation();
  const place = usePlace();
  const [round, setRound] = useState(0);
  return (
    <SettingsPage title={t("settings.sections.automation")} lead={t("answering.settingsLead")}>
      <Loaded from={useQuery(automationOf(place.id))} height={420}>
        {(kept) => <Fields key={round} kept={kept} onSaved={() => setRound((before) => before + 1)} />}
      </Loaded>
    </SettingsPage>
  );
}

export interface SettingsProps {
  readonly draft: SettingsDraft;
  readonly change: (part: Partial<SettingsDraft>) => void;
  readonly error: unknown;
  readonly readOnly: boolean;
}

const FIELDS = ["hours", "words", "sure", "survey_after", "survey_every", "again_after", "quiet_after_agent", "most_a_day", "texts.closed", "texts.survey"];

function Fields({ kept, onSaved }: { readonly kept: Automation; readonly onSaved: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [initial] = useState(() => settingsDraft(kept));
  const [draft, setDraft] = useState(initial);
  const saved = useRef(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(initial);
  const put = useChange(() => putAutomation(settingsOf(draft, kept.on ?? false)), {
    quiet: true,
    said: () => ({ text: t("answering.settingsSaved") }),
    after: () => {
      saved.current = true;
      onSaved();
    },
    keeps: (now) => [automationOf(place.id).queryKey, now],
  });
  const readOnly = !may(place, "inbox:manage");
  const fields: SettingsProps = { draft, error: put.error, readOnly, change: (part) => setDraft((now) => ({ ...now, ...part })) };
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        put.mutate(undefined);
      }}
    >
      <OpeningHours {...fields} />
      <Escalates {...fields} />
      <SurveyFields {...fields} />
      <Sureness {...fields} />
      <Refusal error={put.error} fields={FIELDS} />
      {!readOnly && (
        <div className={settings.row}>
          <Button type="submit" loading={put.isPending} disabled={!changed || Number(draft.likely) > Number(draft.sure)}>
            {t("inbox.save")}
          </Button>
          {changed && (
            <Button variant="subtle" onClick={() => setDraft(initial)}>
              {t("kinds.discard")}
            </Button>
          )}
        </div>
      )}
      <Leaving changed={changed} saved={saved} />
    </form>
  );
}
