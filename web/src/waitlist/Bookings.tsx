import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Empty } from "../ui/Empty";
import { Page, Sheet } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { dayIn, useWall } from "./clock";
import { Named } from "./Named";
import { toComeOf, type Booking } from "./queries";
import { Rooms } from "./Rooms";
import { Seek } from "./Seek";
import { viaOf } from "./SlotCard";
import { useServices, useStaff } from "./useMany";
import styles from "./Waitlist.module.css";

const SPANS = ["7", "30"] as const;

/** Bookings to come, day by day: of a service, with somebody of the staff, or of one person. */
export function Bookings() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/waitlist/bookings" });
  const { days: asked } = useSearch({ from: "/o/$slug/waitlist/bookings" });
  const span = SPANS.find((each) => each === asked) ?? "7";
  const [person, setPerson] = useState("");
  const [service, setService] = useState("");
  const [staff, setStaff] = useState("");
  const sought = useDebounced(person).trim();
  const wanted = { days: Number(span), ...(service ? { service_id: service } : {}), ...(staff ? { staff_id: staff } : {}), ...(sought ? { person: sought } : {}) };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(toComeOf(place.id, wanted));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const narrowed = Boolean(service || staff || sought);
  return (
    <Page title={t("waitlist.pages.bookings")} lead={t("waitlist.toComeLead")} above={<Rooms />}>
      <div className={styles.tools}>
        <Chips
          label={t("waitlist.toComeSpan")}
          value={span}
          choices={SPANS.map((value) => ({ value, label: t("waitlist.nextDays", { count: Number(value) }) }))}
          onChoose={(value) => void navigate({ search: value === "7" ? {} : { days: value }, replace: true })}
        />
        <TextInput type="search" aria-label={t("waitlist.seekPerson")} placeholder={t("waitlist.seekPerson")} value={person} onChange={(event) => setPerson(event.currentTarget.value)} />
      </div>
      <Narrow service={service} staff={staff} onService={setService} onStaff={setStaff} />
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && <Days rows={rows} />}
      {data && rows.length === 0 && <Empty title={t(narrowed ? "waitlist.noSuchBooking" : "waitlist.nothingBooked")} why={t(narrowed ? "waitlist.noSuchBookingWhy" : "waitlist.nothingBookedWhy")} />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("waitlist.more")}
        </Button>
      )}
    </Page>
  );
}

interface NarrowProps {
  readonly service: string;
  readonly staff: string;
  readonly onService: (id: string) => void;
  readonly onStaff: (id: string) => void;
}

function Narrow({ service, staff, onService, onStaff }: NarrowProps) {
  const { t } = useTranslation();
  const services = useServices({ archived: true });
  const team = useStaff({ archived: true });
  return (
    <div className={styles.tools}>
      <Seek of={services} label={t("waitlist.seekService")} />
      <NativeSelect
        aria-label={t("waitlist.service")}
        value={service}
        onChange={(event) => onService(event.currentTarget.value)}
        data={[{ value: "", label: t("waitlist.everyService") }, ...services.rows.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Seek of={team} label={t("waitlist.seekStaff")} />
      <NativeSelect
        aria-label={t("waitlist.staff")}
        value={staff}
        onChange={(event) => onStaff(event.currentTarget.value)}
        data={[{ value: "", label: t("waitlist.everyStaff") }, ...team.rows.map(({ id, name }) => ({ value: id, label: name }))]}
      />
    </div>
  );
}

function Days({ rows }: { readonly rows: readonly Booking[] }) {
  const { day } = useWall();
  const { time_zone: zone } = usePlace();
  const days = new Map<string, Booking[]>();
  for (const booking of rows) {
    const on = booking.slot ? dayIn(new Date(booking.slot.starts_at), zone) : "";
    days.set(on, [...(days.get(on) ?? []), booking]);
  }
  return [...days].map(([on, those]) => (
    <Sheet key={on} title={those[0]?.slot ? day(those[0].slot.starts_at) : on}>
      <ol className={styles.lined}>
        {those.map((booking) => (
          <OneBooking key={booking.id} booking={booking} />
        ))}
      </ol>
    </Sheet>
  ));
}

function OneBooking({ booking }: { readonly booking: Booking }) {
  const { t } = useTranslation();
  const { hour } = useWall();
  const { slug } = usePlace();
  const { slot } = booking;
  if (!slot) return null;
  const what = [slot.service, slot.staff].filter(Boolean).join(" · ");
  return (
    <li className={styles.row}>
      <Link to="/o/$slug/waitlist/slots/$id" params={{ slug, id: slot.id }} className={styles.hour} aria-label={t("waitlist.lookAt", { when: hour(slot.starts_at), what })}>
        <time dateTime={slot.starts_at}>{hour(slot.starts_at)}</time>
      </Link>
      <strong>
        <Named contact={booking.contact_id} name={booking.contact_name} />
      </strong>
      <span dir="auto">{what}</span>
      <span className={styles.quiet}>
        {t(`waitlist.via.${viaOf(booking.via)}`)}
        {booking.party > 1 && ` · ${t("waitlist.wish.party", { count: booking.party })}`}
      </span>
    </li>
  );
}
