import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import type { Rung } from "./funnel";
import styles from "./Reach.module.css";

interface Props {
  readonly rung: Rung;
  /** How many are meant in all. */
  readonly of: number;
}

/** One step of the way: who is left after it, and whom it loses for what, with a few of them by name. */
export function RungShown({ rung, of }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const { step, left, losses } = rung;
  return (
    <li className={styles.rung} data-later={rung.later || undefined}>
      <div className={styles.line}>
        <span>{t(`reach.steps.${step}`)}</span>
        <strong>{count(left)}</strong>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ width: `${of > 0 ? (100 * left) / of : 0}%` }} />
      </div>
      {losses.map(({ reason, people, sentence, fix, first }) => (
        <details key={reason ?? ""} className={styles.loss}>
          <summary>
            {rung.later ? "" : "−"}
            {count(people)} · {sentence}
          </summary>
          {fix && <p>{fix}</p>}
          {first.length > 0 && (
            <p>
              {t("reach.forInstance")} <bdi>{first.map(({ name }) => name ?? t("contacts.noName")).join(", ")}</bdi>
            </p>
          )}
        </details>
      ))}
    </li>
  );
}
