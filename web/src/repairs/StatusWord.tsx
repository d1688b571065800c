import { useTranslation } from "react-i18next";
import type { Listed } from "./queries";
import styles from "./Repairs.module.css";

/** Where a ticket stands, in a word; its colour says the same. */
export function StatusWord({ status }: { readonly status: Listed["status"] }) {
  const { t } = useTranslation();
  return (
    <span className={styles.status} data-status={status}>
      {t(`repairs.status.${status}`)}
    </span>
  );
}
