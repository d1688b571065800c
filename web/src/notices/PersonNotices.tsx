import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { NoticeCard } from "./NoticeCard";
import { kindsOf, noticesOf } from "./queries";
import styles from "./Notices.module.css";

/** What one person was to be told, newest first. */
export function PersonNotices({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const kinds = useQuery(kindsOf(place.id)).data ?? [];
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesOf(place.id, { contact_id: id }, i18n.language));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet title={t("notices.theirs")}>
      {isPending && <Skeleton height={160} />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && rows.length === 0 && <p className={styles.quiet}>{t("notices.noneForThem")}</p>}
      <ul className={styles.list} data-plain>
        {rows.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} kind={kinds.find(({ key }) => key === notice.kind)} named={false} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("notices.more")}
        </Button>
      )}
    </Sheet>
  );
}
