import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { languageName } from "../../templates/languageName";
import { told } from "../words";
import { automationOf, type AutoAnswer, type Tried } from "./queries";
import styles from "./Automatic.module.css";

const HUNDRED = 100;
type Fit = NonNullable<Tried["best"]>;

/** What would be done about a message: in a sentence, with the score beside the marks that it must pass, and what an agent would see. */
export function Decision({ tried, answers }: { readonly tried: Tried; readonly answers: readonly AutoAnswer[] }) {
  const { t, i18n } = useTranslation();
  const named = (fit: Fit) => answers.find(({ id }) => id === fit.answer_id)?.name ?? "";
  const best = tried.best ? named(tried.best) : "";
  const urgency = URGENCIES.find((each) => each === tried.urgency);
  const answer = answerFor(answers.find(({ id }) => id === tried.best?.answer_id), tried.language);
  return (
    <div className={styles.decision} data-does={tried.does}>
      <p className={styles.done}>{told(tried.explanation, i18n.language)}</p>
      {tried.best && <Score fit={tried.best} name={best} first />}
      {tried.runner_up && <Score fit={tried.runner_up} name={named(tried.runner_up)} />}
      <ul className={styles.facts}>
        {tried.best && tried.best.words.length > 0 && <li>{t("answering.wordsFound", { words: tried.best.words.join(", ") })}</li>}
        {tried.best && tried.unexplained > 0 && <li>{t("answering.unexplained", { count: tried.unexplained })}</li>}
        {tried.escalates_by && urgency && <li>{t("answering.escalatesBy", { word: tried.escalates_by, urgency: t(`inbox.urgency.${urgency}`) })}</li>}
        {tried.language && <li>{t("answering.language", { language: languageName(tried.language, i18n.language) })}</li>}
      </ul>
      <p>
        <strong>{t("answering.agentSees")}</strong> {t(`answering.sees.${tried.does}`, { name: best })}
      </p>
      {tried.does === "answered" && answer && (
        <blockquote className={styles.quoted} dir="auto">
          {answer}
        </blockquote>
      )}
    </div>
  );
}

const URGENCIES = ["low", "normal", "high"] as const;

/** How well a question fits, on a bar with the two marks from which on it is suggested, and answered. */
function Score({ fit, name, first = false }: { readonly fit: Fit; readonly name: string; readonly first?: boolean }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  const place = usePlace();
  const { sure = 1, likely = 1 } = useQuery(automationOf(place.id)).data ?? {};
  const score = percent(Math.round(fit.score * HUNDRED));
  return (
    <div className={styles.score}>
      <span>
        {t(first ? "answering.best" : "answering.runnerUp", { name, score })} {first && <small>{t("answering.marks", { sure: percent(sure * HUNDRED), likely: percent(likely * HUNDRED) })}</small>}
      </span>
      <span className={styles.bar} aria-hidden="true">
        <span style={{ inlineSize: `${fit.score * HUNDRED}%` }} data-first={first || undefined} />
        <i style={{ insetInlineStart: `${likely * HUNDRED}%` }} />
        <i style={{ insetInlineStart: `${sure * HUNDRED}%` }} />
      </span>
    </div>
  );
}

function answerFor(answer: AutoAnswer | undefined, language: string | null): string | undefined {
  if (!answer) return undefined;
  const locale = Object.keys(answer.answers).find((each) => language !== null && each.startsWith(language)) ?? answer.default_locale;
  return answer.answers[locale];
}
