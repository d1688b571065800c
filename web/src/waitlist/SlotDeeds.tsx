import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { businessNow } from "../api/time";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { answerFor, closeSlot, markCame, openSlot, type Booking, type Offer, type Slot } from "./queries";
import { useDeed } from "./useDeed";
import styles from "./Waitlist.module.css";

const CancelBooking = lazy(() => import("./CancelBooking"));
const BookFor = lazy(() => import("./BookFor"));
const CloseSlot = lazy(() => import("./CloseSlot"));

type Asks = "cancel" | "book" | "close";

/** What can be done with a slot as it stands, for whoever may. */
export function SlotDeeds({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [asks, setAsks] = useState<Asks>();
  const sends = may(place, "messages:send");
  const writes = may(place, "contacts:write");
  const begun = Date.parse(slot.starts_at) <= businessNow().getTime();
  const { booking } = slot;
  const open = slot.offers.find(({ state }) => state === "open");
  const bookable = slot.state === "free" || slot.state === "held";
  const end = () => setAsks(undefined);
  return (
    <div className={styles.deeds}>
      {open && sends && slot.state === "held" && <AnswerFor offer={open} />}
      {bookable && sends && (
        <Button variant="default" size="compact-md" onClick={() => setAsks("book")}>
          {t("waitlist.book")}
        </Button>
      )}
      {bookable && writes && <Opening slot={slot} onAsk={() => setAsks("close")} />}
      {slot.state === "closed" && !begun && writes && <Opening slot={slot} />}
      {booking?.state === "booked" && !begun && sends && (
        <Button variant="default" size="compact-md" onClick={() => setAsks("cancel")}>
          {t("waitlist.free")}
        </Button>
      )}
      {booking && begun && writes && <Attendance booking={booking} />}
      <Suspense>
        {asks === "cancel" && booking && <CancelBooking slot={slot} booking={booking} onClose={end} />}
        {asks === "book" && <BookFor slot={slot} onClose={end} />}
        {asks === "close" && <CloseSlot slot={slot} onClose={end} />}
      </Suspense>
    </div>
  );
}

interface OpeningProps {
  readonly slot: Slot;
  /** Asks first, where somebody is just being asked about it. */
  readonly onAsk?: () => void;
}

/** Closes a slot, or opens it again; each takes back the other. */
function Opening({ slot, onAsk }: OpeningProps) {
  const { t } = useTranslation();
  const closed = slot.state === "closed";
  const { mutate, isPending } = useDeed(closed ? openSlot : closeSlot, {
    said: () => t(closed ? "waitlist.opened" : "waitlist.closed"),
    undo: ({ id }) => () => (closed ? closeSlot : openSlot)(id),
  });
  return (
    <Button variant={closed ? "default" : "subtle"} size="compact-md" loading={isPending} onClick={() => (slot.state === "held" && onAsk ? onAsk() : mutate(slot.id))}>
      {t(closed ? "waitlist.openAgain" : "waitlist.close")}
    </Button>
  );
}

/** Somebody answered at the counter or by telephone: their word counts as if they had written it. */
export function AnswerFor({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation();
  const name = offer.contact_name ?? t("contacts.noName");
  const { mutate, isPending } = useDeed(answerFor, { said: ({ state }) => t(`waitlist.answered.${state === "accepted" ? "booked" : state === "declined" ? "declined" : "other"}`, { name }) });
  return (
    <div role="group" aria-label={t("waitlist.answerFor", { name })} className={styles.row}>
      <Button size="compact-md" loading={isPending} onClick={() => mutate({ id: offer.id, yes: true })}>
        {t("waitlist.saysYes")}
      </Button>
      <Button variant="default" size="compact-md" disabled={isPending} onClick={() => mutate({ id: offer.id, yes: false })}>
        {t("waitlist.saysNo")}
      </Button>
    </div>
  );
}

function Attendance({ booking }: { readonly booking: Booking }) {
  const { t } = useTranslation();
  const name = booking.contact_name ?? t("contacts.noName");
  const { state } = booking;
  const { mutate, isPending } = useDeed(markCame, {
    said: (_, { came }) => t(came ? "waitlist.cameNoted" : "waitlist.missedNoted", { name }),
    undo: (_, { id, came }) => (state === "booked" ? undefined : () => markCame({ id, came: !came })),
  });
  return (
    <div role="group" aria-label={t("waitlist.attendance", { name })} className={styles.row}>
      <Button size="compact-md" variant={state === "attended" ? "filled" : "default"} aria-pressed={state === "attended"} disabled={isPending} onClick={() => state !== "attended" && mutate({ id: booking.id, came: true })}>
        {t("waitlist.came")}
      </Button>
      <Button size="compact-md" variant={state === "no_show" ? "filled" : "default"} aria-pressed={state === "no_show"} disabled={isPending} onClick={() => state !== "no_show" && mutate({ id: booking.id, came: false })}>
        {t("waitlist.missed")}
      </Button>
    </div>
  );
}
