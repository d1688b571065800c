import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { useFields } from "../../who/useFields";
import { Who } from "../../who/Who";
import type { Entry } from "./queries";
import { Subject } from "./Subject";
import styles from "../Settings.module.css";

/** One change as it stands in the audit; the action's own word stands with the details, so that it can be looked for. */
export function EntryRow({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { field, value } = useFields();
  const detail = Object.entries(entry.detail);
  return (
    <li className={styles.words}>
      <span className={styles.row}>
        <span className={styles.name}>{entry.sentence}</span>
        <Who actor={entry.actor} />
        <span className={styles.quiet}>{moment(entry.at)}</span>
      </span>
      <details>
        <summary className={styles.quiet}>
          <Subject entry={entry} />
        </summary>
        <p>
          <code>{entry.action}</code> <code>{entry.subject}</code>
        </p>
        {detail.length === 0 ? (
          <p className={styles.quiet}>{t("audit.noDetail")}</p>
        ) : (
          <dl className={styles.facts}>
            {detail.map(([name, told]) => (
              <div key={name}>
                <dt>{field(name)}</dt>
                <dd dir="auto">{value(told)}</dd>
              </div>
            ))}
          </dl>
        )}
      </details>
    </li>
  );
}
