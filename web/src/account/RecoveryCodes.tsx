import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { copy } from "../ui/copying";
import styles from "./Account.module.css";

export function RecoveryCodes({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) {
  const { t } = useTranslation();
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
        <Button variant="default" onClick={() => void copy(codes.join("\n"), t("account.copied"))}>
          {t("account.copy")}
        </Button>
      </div>
    </>
  );
}
