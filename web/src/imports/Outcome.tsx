import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keepFile } from "../api/files";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { sentence } from "../ui/sentences";
import { tell } from "../ui/toasts";
import { errorsOf, moves, type Import } from "./queries";
import { useSeen } from "./useSeen";
import styles from "./Imports.module.css";

const COUNTS = ["created", "updated", "unchanged", "duplicates", "rejected"] as const;

/** How far an import or its trial is, what came of the rows, and the first that are wrong. */
export function Outcome({ found }: { readonly found: Import }) {
  const { t } = useTranslation();
  const { count, percent } = useFormats();
  const done = Math.round(found.progress_percentage);
  useSeen(found);
  return (
    <Sheet title={t(found.dry_run ? "imports.wouldBe" : "imports.progress")}>
      <p role="status">
        <strong>{t(`imports.status.${found.status}`)}</strong> {t("imports.rows", { count: found.rows_done, replace: { count: count(found.rows_done) } })}
        {moves(found) && ` · ${percent(done)}`}
      </p>
      {moves(found) && (
        <div className={styles.bar} role="progressbar" aria-label={t("imports.progress")} aria-valuenow={done} aria-valuemin={0} aria-valuemax={100}>
          <span style={{ width: `${done}%` }} />
        </div>
      )}
      {found.failure && (
        <p role="alert" className={styles.failure}>
          {found.failure}
        </p>
      )}
      <dl className={styles.figures}>
        {COUNTS.map((name) => (
          <div key={name} data-none={found[name] === 0 || undefined}>
            <dt>{t(`imports.figures.${name}`)}</dt>
            <dd>{count(found[name])}</dd>
          </div>
        ))}
      </dl>
      <Errors found={found} />
    </Sheet>
  );
}

function Errors({ found }: { readonly found: Import }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery(errorsOf(place.id, found.id, found.rows_done));
  const errors = data?.items ?? [];
  if (errors.length === 0) return null;
  const keep = () => keepFile(`/imports/${found.id}/errors?format=csv`, `${found.file_name}-errors.csv`).catch((error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  return (
    <>
      <h3 className={styles.small}>{t("imports.errors")}</h3>
      <ul className={styles.errors}>
        {errors.map((error) => (
          <li key={`${error.line} ${error.field} ${error.code}`}>
            <span className={styles.line}>{t("imports.line", { line: error.line })}</span>
            <span dir="auto">
              {sentence(error.reason)} <span className={styles.quiet}>{sentence(error.fix)}</span>
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button variant="default" onClick={() => void keep()}>
          {t("imports.keepErrors")}
        </Button>
      </div>
    </>
  );
}
