import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { sizeOf, type Segment } from "./queries";
import styles from "./SegmentList.module.css";

/** How many people are in a segment, and when they were counted; who never were counted are, once. */
export function Size({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const { count, ago } = useFormats();
  const place = usePlace();
  const { data, error } = useQuery(sizeOf(place.id, segment));
  const known = segment.size !== null && segment.counted_at !== null ? { size: segment.size, counted_at: segment.counted_at } : data;
  if (error) return <p className={styles.size}>{t("segments.uncounted")}</p>;
  if (!known) return <Skeleton className={styles.size} height={44} width={90} />;
  return (
    <p className={styles.size}>
      <strong>{count(known.size)}</strong>
      <span>{t("segments.people", { count: known.size })}</span>
      <small>{ago(known.counted_at)}</small>
    </p>
  );
}
