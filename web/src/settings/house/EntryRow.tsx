import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { inWords } from "../law/terms";
import type { Entry } from "./queries";
import styles from "../Settings.module.css";

/** One change as it stands in the audit: its words are the API's, so that they can be looked for. */
export function EntryRow({ entry, actor }: { readonly entry: Entry; readonly actor: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const detail = Object.entries(entry.detail);
  return (
    <li className={styles.words}>
      <span className={styles.row}>
        <code>{entry.action}</code>
        <span dir="auto">{actor}</span>
        <span className={styles.quiet}>{moment(entry.at)}</span>
      </span>
      <details>
        <summary className={styles.quiet}>{t("audit.detail", { subject: entry.subject })}</summary>
        {detail.length === 0 ? (
          <p className={styles.quiet}>{t("audit.noDetail")}</p>
        ) : (
          <dl className={styles.facts}>
            {detail.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{inWords(value)}</dd>
              </div>
            ))}
          </dl>
        )}
      </details>
    </li>
  );
}
