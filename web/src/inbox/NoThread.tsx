import { useTranslation } from "react-i18next";
import { Empty } from "../ui/Empty";
import styles from "./Inbox.module.css";

/** What stands beside the list while no conversation is open: how one works here. */
export function NoThread() {
  const { t } = useTranslation();
  return (
    <div className={styles.none}>
      <Empty title={t("inbox.noneOpen")} why={t("inbox.noneOpenWhy")} />
      <dl className={styles.keys}>
        {(["j", "k", "r", "n", "e", "/"] as const).map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`inbox.keys.${key === "/" ? "slash" : key}`)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
