import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { changesOf } from "./queries";
import { useFields } from "../../who/useFields";
import { Who } from "../../who/Who";
import styles from "./Person.module.css";

/** Who changed what of this contact, as the audit has it. */
export function Changes({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { field } = useFields();
  const place = usePlace();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(changesOf(place.id, id));
  const entries = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet title={t("person.view.changes")}>
      {isPending && <Skeleton height={160} />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && entries.length === 0 && <p className={styles.quiet}>{t("person.noChange")}</p>}
      <ol className={styles.list}>
        {entries.map((entry) => (
          <li key={entry.id}>
            <span>{entry.sentence}</span> <span className={styles.quiet}>{fieldsOf(entry.detail).map(field).join(", ")}</span>
            <div className={styles.quiet}>
              {moment(entry.at)} · <Who actor={entry.actor} />
            </div>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("person.earlier")}
        </Button>
      )}
    </Sheet>
  );
}

function fieldsOf({ fields }: { readonly [name: string]: unknown }): readonly string[] {
  return Array.isArray(fields) ? fields.map(String) : [];
}
