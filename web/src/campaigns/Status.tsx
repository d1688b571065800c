import { useTranslation } from "react-i18next";
import type { Status as Name } from "./queries";
import styles from "./Status.module.css";

export function Status({ status }: { readonly status: Name }) {
  const { t } = useTranslation();
  return (
    <span className={styles.status} data-status={status}>
      {t(`status.${status}`)}
    </span>
  );
}
