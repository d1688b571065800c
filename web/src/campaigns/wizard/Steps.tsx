import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { STEPS, type StepName } from "./draft";
import styles from "./Wizard.module.css";

/** The steps, each with an address of its own. */
export function Steps({ id, step }: { readonly id: string | undefined; readonly step: StepName }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <nav aria-label={t("wizard.steps")}>
      <ol className={styles.steps}>
        {STEPS.map((each, index) => (
          <li key={each} data-here={each === step || undefined}>
            {id === undefined ? (
              <span className={styles.step} aria-current={each === step ? "step" : undefined}>
                <span className={styles.number} aria-hidden="true">
                  {index + 1}
                </span>
                <span className={styles.label}>{t(`wizard.${each}`)}</span>
              </span>
            ) : (
              <Link
                to="/o/$slug/campaigns/$id/edit/$step"
                params={{ slug, id, step: each }}
                className={styles.step}
                aria-current={each === step ? "step" : undefined}
              >
                <span className={styles.number} aria-hidden="true">
                  {index + 1}
                </span>
                <span className={styles.label}>{t(`wizard.${each}`)}</span>
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
