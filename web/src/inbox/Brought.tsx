import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { keepFile } from "../api/files";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { tell } from "../ui/toasts";
import { PlaceShown } from "./PlaceShown";
import type { Brings } from "./queries";
import styles from "./Inbox.module.css";

const KILO = 1000;

/** What an answer of ours brought beside its words: buttons or a list to choose from, a place, a file. */
export function Brought({ brings: { buttons, menu, place, file } }: { readonly brings: Brings }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  return (
    <>
      {buttons.length > 0 && (
        <ul className={styles.offered} aria-label={t("inbox.bring.shown")}>
          {buttons.map((label) => (
            <li key={label} dir="auto">
              {label}
            </li>
          ))}
        </ul>
      )}
      {menu && (
        <details className={styles.menu}>
          <summary dir="auto">{menu.button}</summary>
          <ul>
            {menu.rows.map((row) => (
              <li key={row.title} dir="auto">
                {row.title} {row.description && <span className={styles.quiet}>{row.description}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {place && <PlaceShown place={place} />}
      {file && (
        <span className={styles.fileName}>
          <span dir="auto">{file.name}</span> <span className={styles.quiet}>{t("inbox.kilobytes", { count: Math.ceil(file.size / KILO), shown: count(Math.ceil(file.size / KILO)) })}</span>
          <Button variant="default" size="compact-sm" aria-label={t("inbox.keepOf", { name: file.name })} onClick={() => void keepFile(`/inbox/files/${file.id}`, file.name).catch((error: unknown) => tell(wordsOf(error), { tone: "bad" }))}>
            {t("inbox.keep")}
          </Button>
        </span>
      )}
    </>
  );
}
