import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { useSource } from "../../suppressions/useSource";
import { useWho } from "../../who/useWho";
import type { Said } from "./queries";
import styles from "./ConsentFile.module.css";

/** One line of the consent ledger: what was said, when, to which words, and what shows it. */
export function Statement({ said }: { readonly said: Said }) {
  const { t } = useTranslation();
  const sourceOf = useSource();
  const { moment } = useFormats();
  const proof = Object.entries(said.proof).filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0));
  return (
    <li className={styles.said}>
      <p>
        <strong data-past={!said.counts || undefined}>{t(`person.consent.${said.status}`)}</strong>: {t(`channel.${said.channel}`)} · {t(`person.purpose.${said.purpose}`)}
        {said.programme && <span dir="auto"> · {said.programme}</span>}
      </p>
      <p className={styles.quiet}>{t("person.saidAt", { when: moment(said.at), source: sourceOf(said.source), actor: useWho(said.actor) })}</p>
      {said.wording && (
        <blockquote className={styles.wording} dir="auto">
          {said.wording}
        </blockquote>
      )}
      {!said.counts && <p className={styles.quiet}>{t("person.countsNoMore")}</p>}
      {said.erased && <p className={styles.quiet}>{t("person.saidErased")}</p>}
      {proof.length > 0 && (
        <details>
          <summary>{t("person.proof")}</summary>
          <dl className={styles.proof}>
            {proof.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}
