import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { useWall } from "./clock";
import { EntryCard } from "./EntryCard";
import { bookingsOf, entriesOf } from "./queries";
import { useHasServices } from "./Rooms";
import styles from "./Waitlist.module.css";

const AddEntry = lazy(() => import("./AddEntry"));

/** What one person waits for, and what they have booked. */
export function PersonWaitlist({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const { moment } = useWall();
  const place = usePlace();
  const { data, error, refetch } = useInfiniteQuery(entriesOf(place.id, { contact_id: id }, i18n.language));
  const bookings = useQuery(bookingsOf(place.id, { contact_id: id })).data;
  const [adds, setAdds] = useState(false);
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const offered = useHasServices() === true;
  return (
    <Sheet title={t("waitlist.theirs")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={120} />}
      {data && rows.length === 0 && <p className={styles.quiet}>{t(offered ? "waitlist.theyDontWait" : "waitlist.beginWhy")}</p>}
      <ul className={styles.lined}>
        {rows.map((entry) => (
          <EntryCard key={entry.id} entry={entry} named={false} />
        ))}
      </ul>
      {bookings && bookings.length > 0 && (
        <>
          <h3>{t("waitlist.theirBookings")}</h3>
          <ul className={styles.lined}>
            {bookings.map(({ id: booking, slot, state }) => (
              <li key={booking} className={styles.head}>
                {slot && (
                  <Link to="/o/$slug/waitlist/slots/$id" params={{ slug: place.slug, id: slot.id }} dir="auto">
                    {[slot.service, slot.staff, moment(slot.starts_at)].filter(Boolean).join(" · ")}
                  </Link>
                )}
                <span className={styles.state} data-state={state}>
                  {t(`waitlist.bookings.${state}`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {offered && may(place, "contacts:write") && (
        <div>
          <Button variant="default" onClick={() => setAdds(true)}>
            {t("waitlist.addThem")}
          </Button>
        </div>
      )}
      <Suspense>{adds && <AddEntry contact={id} onClose={() => setAdds(false)} />}</Suspense>
    </Sheet>
  );
}
