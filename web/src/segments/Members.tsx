import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { nameOf } from "../contacts/naming";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Wrong } from "../ui/Wrong";
import { membersOf, type Segment } from "./queries";
import { useListed } from "./useListed";
import styles from "./Segments.module.css";

/** Who is in a list, page by page; whoever is taken out can be put back at once. */
export function Members({ list }: { readonly list: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { add, remove } = useListed(list.id);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(membersOf(place.id, list.id));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const mayWrite = may(place, "contacts:write");
  const take = async (id: string, name: string) => {
    try {
      await remove([id]);
      tell(t("segments.takenOut", { name }), { undo: () => void add({ contact_ids: [id] }) });
    } catch (problem) {
      tell(wordsOf(problem), { tone: "bad" });
    }
  };
  return (
    <Sheet title={t("segments.inIt")}>
      {!data && !error && <Skeleton height={160} />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && rows.length === 0 && <Empty title={t("segments.nobody")} why={t("segments.nobodyWhy")} />}
      <ul className={styles.plain}>
        {rows.map((member) => {
          const name = nameOf(member) || t("contacts.noName");
          return (
            <li key={member.contact_id}>
              <span dir="auto">{name}</span>
              {mayWrite && (
                <Button variant="subtle" size="compact-sm" aria-label={t("segments.takeOutNamed", { name })} onClick={() => void take(member.contact_id, name)}>
                  {t("segments.takeOut")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {hasNextPage && (
        <div className={styles.row}>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("segments.more")}
          </Button>
        </div>
      )}
    </Sheet>
  );
}
