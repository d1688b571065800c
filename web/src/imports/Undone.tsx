import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useFormats } from "../i18n/formats";
import styles from "./Imports.module.css";

const FIGURES = ["removed", "restored", "partly", "retracted"] as const;

/** What becomes of people by an undo: how many go, are as before, and stay for which reason. */
export function Undone({ told }: { readonly told: Schemas["UndoShown"] }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <>
      <dl className={styles.figures}>
        {FIGURES.map((name) => (
          <div key={name} data-none={told[name] === 0 || undefined}>
            <dt>{t(`imports.undo.figures.${name}`)}</dt>
            <dd>{count(told[name])}</dd>
          </div>
        ))}
      </dl>
      {told.stay.length > 0 && (
        <>
          <h3 className={styles.small}>{t("imports.undo.stay")}</h3>
          <ul className={styles.errors}>
            {told.stay.map(({ code, reason, people }) => (
              <li key={code}>
                <span className={styles.line}>{t("imports.undo.people", { count: people, replace: { count: count(people) } })}</span>
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
