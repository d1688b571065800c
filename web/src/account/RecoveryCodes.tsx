import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { tell } from "../ui/toasts";
import styles from "./Account.module.css";

export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    tell(t("account.copied"));
  };
  return (
    <>
      <h3>{t("account.recovery")}</h3>
      <p className={styles.quiet}>{t("account.recoveryWhy")}</p>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button onClick={onKept}>{t("account.kept")}</Button>
        <Button variant="default" onClick={() => void copy()}>
          {t("account.copy")}
        </Button>
      </div>
    </>
  );
}
