import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFocusKept } from "./useFocusKept";
import styles from "./Page.module.css";

interface Props {
  readonly title: string;
  readonly lead?: string;
  readonly above?: ReactNode;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its title, which is the tab's too, a line that says what it is for, and what can be done with it. */
export function Page({ title, lead, above, aside, children }: Props) {
  const { t } = useTranslation();
  const page = useFocusKept<HTMLDivElement>();
  useEffect(() => {
    document.title = t("app.title", { page: title });
  }, [t, title]);
  return (
    <div ref={page} className={styles.page}>
      {above}
      <header className={styles.head}>
        <div>
          <h1 dir="auto">{title}</h1>
          {lead && <p className={styles.lead}>{lead}</p>}
        </div>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </div>
  );
}

export function Sheet({ title, children, label }: { readonly title?: string; readonly label?: string; readonly children: ReactNode }) {
  return (
    <section className={styles.sheet} aria-label={label ?? title}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}
