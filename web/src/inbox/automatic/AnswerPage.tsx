import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { Note } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Back } from "../../ui/Back";
import { AnswerForm } from "./AnswerForm";
import { answerDraft, newAnswer } from "./drafts";
import { autoAnswerOf, type AutoAnswer } from "./queries";
import { Versions } from "./Versions";

/** An automatic answer that is not there yet. */
export function NewAnswer() {
  const { t } = useTranslation();
  const place = usePlace();
  return (
    <SettingsPage title={t("answering.new")} lead={t("answering.newLead")} above={<ToAnswers />}>
      <AnswerForm initial={newAnswer(place.locale)} />
    </SettingsPage>
  );
}

/** One automatic answer: how it is asked for, what it says, and what it said before. */
export function AnswerPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/settings/automatic/$id" });
  const answer = useQuery(autoAnswerOf(place.id, id));
  const [round, setRound] = useState(0);
  const manages = may(place, "inbox:manage");
  const queries = useQueryClient();
  const anew = (kept: AutoAnswer) => {
    queries.setQueryData(autoAnswerOf(place.id, id).queryKey, kept);
    setRound((before) => before + 1);
  };
  return (
    <SettingsPage title={answer.data?.name ?? t("settings.sections.automatic")} above={<ToAnswers />}>
      <Loaded from={answer} height={420}>
        {(found) => (
          <>
            {found.archived_at && <Note tone="bad">{t("answering.archivedWhy")}</Note>}
            <AnswerForm key={round} initial={answerDraft(found)} kept={found} readOnly={!manages} onSaved={anew} />
            <Versions answer={found} manages={manages} onRestored={anew} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function ToAnswers() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <Back to="/o/$slug/settings/automatic" params={{ slug }}>
      {t("settings.sections.automatic")}
    </Back>
  );
}
