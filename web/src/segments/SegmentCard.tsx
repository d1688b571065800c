import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import type { Segment } from "./queries";
import { Size } from "./Size";
import styles from "./SegmentList.module.css";

export function SegmentCard({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const { slug } = usePlace();
  const { id, name, kind, description, text, used_by, watched } = segment;
  return (
    <li className={styles.card}>
      <div className={styles.words}>
        <h2 dir="auto">
          <Link to="/o/$slug/segments/$id" params={{ slug, id }}>
            {name}
          </Link>
        </h2>
        {description && <p dir="auto">{description}</p>}
        {text && <code className={styles.text}>{text}</code>}
        <p className={styles.facts}>
          <span>{t(`segments.kindsOf.${kind}`)}</span>
          {watched && <span>{t("segments.isWatched")}</span>}
          {used_by.length > 0 && <span>{t("segments.usedByNames", { names: used_by.map((each) => each.name).join(", ") })}</span>}
        </p>
      </div>
      <Size segment={segment} />
    </li>
  );
}
