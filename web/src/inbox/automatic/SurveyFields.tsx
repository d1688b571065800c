import { useTranslation } from "react-i18next";
import { Tick } from "../../settings/parts";
import { Sheet } from "../../ui/Page";
import { NumberField } from "./NumberField";
import { OwnTexts } from "./OwnTexts";
import type { SettingsProps } from "./SettingsOfInbox";
import settings from "../../settings/Settings.module.css";

const LONGEST_MINUTES = 4320;
const LONGEST_DAYS = 366;

/** Whether people are asked how it went, how long afterwards, how often at most, and in which words. */
export function SurveyFields({ draft, change, error, readOnly }: SettingsProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("answering.survey")}>
      <p className={settings.quiet}>{t("answering.surveyWhat")}</p>
      <Tick label={t("answering.surveyOn")} checked={draft.survey} disabled={readOnly} onChange={(survey) => change({ survey })} />
      {draft.survey && (
        <>
          <div className={settings.fields}>
            <NumberField field="survey_after" label={t("answering.surveyAfter")} min={0} max={LONGEST_MINUTES} value={draft.surveyAfter} error={error} readOnly={readOnly} onChange={(surveyAfter) => change({ surveyAfter })} />
            <NumberField field="survey_every" label={t("answering.surveyEvery")} min={1} max={LONGEST_DAYS} value={draft.surveyEvery} error={error} readOnly={readOnly} onChange={(surveyEvery) => change({ surveyEvery })} />
          </div>
          <OwnTexts said="survey" draft={draft} change={change} error={error} readOnly={readOnly} />
        </>
      )}
    </Sheet>
  );
}
