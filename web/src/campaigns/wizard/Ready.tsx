import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import type { DryRun } from "../queries";
import type { Blocker } from "./draft";
import styles from "./Review.module.css";

interface Props {
  readonly id: string;
  readonly blockers: readonly Blocker[];
  readonly run: DryRun;
}

/** What keeps a launch back, each with where it is mended; else what to know before it, and only without either that nothing is in the way. */
export function Ready({ id, blockers, run }: Props) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const hints = useHints(run);
  if (blockers.length === 0 && hints.length === 0) return <p className={styles.ready}>{t("review.nothingInTheWay")}</p>;
  return (
    <>
      {blockers.length === 0 && <p>{t("review.mayLaunch")}</p>}
      <ul className={styles.blockers}>
        {blockers.map(({ step, what, words }) => (
          <li key={`${what} ${words ?? ""}`}>
            <span>{words ?? t(`review.blockers.${what === "people" || what === "content" || what === "written" ? what : "nobody"}`)}</span>
            <Link to="/o/$slug/campaigns/$id/edit/$step" params={{ slug, id, step }}>
              {t("review.mend", { step: t(`wizard.${step}`) })}
            </Link>
          </li>
        ))}
        {blockers.length === 0 &&
          hints.map((hint) => (
            <li key={hint} data-hint>
              {hint}
            </li>
          ))}
      </ul>
    </>
  );
}

/** What keeps nobody from launching and is good to know before: what a law advises, and people whose turn would never come. */
function useHints(run: DryRun): readonly string[] {
  const { t } = useTranslation();
  return [...new Set(run.texts.map(({ sentence }) => sentence)), ...(run.will_get_it > 0 && run.finishes_at === null ? [t("review.notForEverybody")] : [])];
}
