import { Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Wrong } from "../ui/Wrong";
import { countsOf, MOST_ON_BOARD, statusesOf, ticketsOf } from "./queries";
import { TicketCard } from "./TicketCard";
import styles from "./Repairs.module.css";

/** The tickets that are open, in a column for each status. */
export function Board({ search }: { readonly search: string | undefined }) {
  const { t } = useTranslation();
  const place = usePlace();
  const statuses = (useQuery(statusesOf(place.id)).data ?? []).filter(({ end }) => !end);
  const counts = useQuery(countsOf(place.id)).data?.counts;
  const { data, error, refetch, hasNextPage } = useInfiniteQuery(ticketsOf(place.id, { open: true, search }, MOST_ON_BOARD));
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} radius="lg" />;
  const tickets = data.pages.flatMap((page) => page.items);
  return (
    <>
      {hasNextPage && <p className={styles.quiet}>{t("repairs.boardCut", { count: MOST_ON_BOARD })}</p>}
      <div className={styles.board}>
        {statuses.map(({ status }) => {
          const here = tickets.filter((ticket) => ticket.status === status);
          const name = t(`repairs.status.${status}`);
          return (
            <section key={status} className={styles.lane} aria-label={name} data-none={here.length === 0 || undefined}>
              <h2>{t("repairs.withCount", { status: name, count: search ? here.length : (counts?.[status] ?? here.length) })}</h2>
              {here.length === 0 && <p className={styles.quiet}>{t("repairs.nothingHere")}</p>}
              <ul className={styles.list}>
                {here.map((ticket) => (
                  <TicketCard key={ticket.id} ticket={ticket} standing={false} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}
