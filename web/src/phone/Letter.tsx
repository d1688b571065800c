import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { lettered } from "./lettered";
import { Said } from "./Said";
import styles from "./Letter.module.css";

interface Props {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  /** What mailboxes show; empty where there is only a text. */
  readonly html: string;
}

/** An email as a mailbox shows it. Nothing in it runs, loads from elsewhere or leads anywhere: it is a picture of a message. */
export function Letter({ from, subject, text, html }: Props) {
  const { t } = useTranslation();
  return (
    <section className={styles.letter} aria-label={t("templates.asEmail")}>
      <header className={styles.head} dir="auto">
        <strong>{subject || "…"}</strong>
        <span>{from}</span>
      </header>
      {html === "" ? (
        <div className={styles.plain} dir="auto">
          <Said text={text} />
        </div>
      ) : (
        <Frame html={html} title={subject} />
      )}
      {html !== "" && (
        <details className={styles.other}>
          <summary>{t("templates.asText")}</summary>
          <div className={styles.plain} dir="auto">
            <Said text={text} />
          </div>
        </details>
      )}
    </section>
  );
}

/** A frame of its own without scripts, forms, windows or addresses; the page's own policy keeps it from loading anything. */
function Frame({ html, title }: { readonly html: string; readonly title: string }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const inside = frame.current?.contentDocument;
    if (inside) lettered(inside, html, t("templates.picture"));
  }, [html, t]);
  return <iframe ref={frame} className={styles.frame} sandbox="allow-same-origin" title={title || t("templates.asEmail")} />;
}
