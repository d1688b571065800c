import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Quoted } from "../ui/Quoted";
import type { Said } from "./queries";
import styles from "./Templates.module.css";

interface Props {
  readonly approvals: readonly Said[];
  readonly notSendable: string | null;
  readonly filed: boolean;
}

/** What providers said of a WhatsApp template, with the reasons of a refusal. */
export function Approvals({ approvals, notSendable, filed }: Props) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  return (
    <div className={styles.approvals}>
      {notSendable && (
        <p role="status" className={styles.held}>
          {notSendable}
        </p>
      )}
      {approvals.length === 0 && !filed && <p className={styles.quiet}>{t("templates.noWord")}</p>}
      <ul className={styles.said}>
        {approvals.map(({ provider, provider_name, status, reason, at }) => (
          <li key={provider + provider_name}>
            <span className={styles.state} data-state={status}>
              {status.replaceAll("_", " ")}
            </span>{" "}
            <code>{provider_name}</code> · {provider.replaceAll("_", " ")} · {ago(at)}
            {reason && <span className={styles.reason}>
                <Quoted>{reason}</Quoted>
              </span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
