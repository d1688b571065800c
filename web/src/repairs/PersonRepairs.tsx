import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { LinkButton } from "../ui/LinkButton";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { countsOf, ticketsOf } from "./queries";
import { TicketCard } from "./TicketCard";
import styles from "./Repairs.module.css";

/** The devices that one person brought, whatever became of them, and the way to take in another. */
export function PersonRepairs({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const isSetUp = useQuery(countsOf(place.id)).data?.set_up;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(ticketsOf(place.id, { open: false, contact: id }));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet title={t("repairs.theirs")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && rows.length === 0 && isSetUp !== false && <p className={styles.quiet}>{t("repairs.theyBroughtNone")}</p>}
      {isSetUp === false && (
        <p className={styles.quiet}>
          {t("repairs.notSetUp")}. <Link to="/o/$slug/repairs" params={{ slug: place.slug }}>{t("repairs.setUp")}</Link>
        </p>
      )}
      <ul className={styles.list}>
        {rows.map((ticket) => (
          <TicketCard key={ticket.id} ticket={ticket} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("repairs.more")}
        </Button>
      )}
      {isSetUp && may(place, "messages:send") && (
        <div>
          <LinkButton to="/o/$slug/repairs/new" params={{ slug: place.slug }} search={{ contact: id }} variant="default">
            {t("repairs.newForThem")}
          </LinkButton>
        </div>
      )}
    </Sheet>
  );
}
