import { Button, Skeleton } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { previewOf } from "./queries";
import { Sample } from "./Sample";
import type { Conditions } from "./tree";
import styles from "./Segments.module.css";

const REST_MS = 450;

/** Who is meant now: how many, found out how and when, and some of them. It follows the conditions as they rest. */
export function Answer({ conditions }: { readonly conditions: Conditions | null }) {
  const { t } = useTranslation();
  const { count, time } = useFormats();
  const place = usePlace();
  const rested = useDebounced(conditions, REST_MS);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({ ...previewOf(place.id, rested), placeholderData: keepPreviousData });
  const stale = conditions === null || rested !== conditions || isPlaceholderData;
  const coming = isFetching || (conditions !== null && rested !== conditions);
  return (
    <Sheet title={t("segments.meant")}>
      <div role="status" className={styles.answer} data-stale={stale || undefined}>
        {data && <strong className={styles.size}>{count(data.size)}</strong>}
        {data && <span>{t("segments.people", { count: data.size })}</span>}
        {!data && coming && <Skeleton height={44} width={140} />}
        {!data && !coming && !error && <span className={styles.quiet}>{t("segments.notYet")}</span>}
      </div>
      {data && <p className={styles.quiet}>{stale ? t("segments.counting") : t("segments.counted", { seconds: count(Math.round(data.seconds * 100) / 100), moment: time(data.at) })}</p>}
      {error && <p className={styles.bad}>{wordsOf(error)}</p>}
      {data?.warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      {data && !stale && (
        <div className={styles.row}>
          <Button variant="default" size="compact-md" loading={isFetching} onClick={() => void refetch()}>
            {t("segments.again")}
          </Button>
        </div>
      )}
      {data && data.sample.length > 0 && <Sample people={data.sample} />}
    </Sheet>
  );
}
