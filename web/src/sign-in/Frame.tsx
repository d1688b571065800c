import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Wave } from "../ui/Wave";
import styles from "./Frame.module.css";

/** The pages before one is in: a sheet beside the water. */
export function Frame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = t("app.title", { page: title });
  }, [t, title]);
  return (
    <div className={styles.frame}>
      <div className={styles.water} aria-hidden="true" />
      <main className={styles.sheet}>
        <div className={styles.brand}>
          <Wave />
          <div>
            <p className={styles.name}>{t("app.name")}</p>
            <p className={styles.claim}>{t("signIn.claim")}</p>
          </div>
        </div>
        <h1>{title}</h1>
        {children}
      </main>
    </div>
  );
}
