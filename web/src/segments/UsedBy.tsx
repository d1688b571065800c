import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import type { Segment } from "./queries";
import styles from "./Segments.module.css";

/** The segments that ask for this one: what changes here changes them. */
export function UsedBy({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  if (segment.used_by.length === 0) return null;
  return (
    <Sheet title={t("segments.usedBy")}>
      <p className={styles.quiet}>{t("segments.usedByWhy")}</p>
      <ul className={styles.plain}>
        {segment.used_by.map(({ id, name }) => (
          <li key={id}>
            <Link to="/o/$slug/segments/$id" params={{ slug, id }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
