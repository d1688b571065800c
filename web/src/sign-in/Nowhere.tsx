import { useTranslation } from "react-i18next";
import { Frame } from "./Frame";
import styles from "./Frame.module.css";

/** For somebody with an account and no organisation. */
export function Nowhere() {
  const { t } = useTranslation();
  return (
    <Frame title={t("signIn.nowhere")}>
      <p className={styles.help}>{t("signIn.nowhereWhy")}</p>
    </Frame>
  );
}
