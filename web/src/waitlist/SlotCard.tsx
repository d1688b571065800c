import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Asked } from "./Asked";
import { useWall } from "./clock";
import { Countdown } from "./Countdown";
import type { Slot } from "./queries";
import { SlotDeeds } from "./SlotDeeds";
import { Named } from "./Named";
import styles from "./Waitlist.module.css";

/** One slot of a day: when, what, with whom, what it is now and who was asked about it. */
export function SlotCard({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation();
  const { hour } = useWall();
  const { slug } = usePlace();
  const what = [slot.service, slot.staff].filter(Boolean).join(" · ");
  return (
    <li className={styles.card} data-state={slot.state}>
      <div className={styles.when}>
        <Link to="/o/$slug/waitlist/slots/$id" params={{ slug, id: slot.id }} className={styles.hour} aria-label={t("waitlist.lookAt", { when: hour(slot.starts_at), what })}>
          <time dateTime={slot.starts_at}>{hour(slot.starts_at)}</time>
        </Link>
        <span className={styles.quiet}>{t("waitlist.until", { time: hour(slot.ends_at) })}</span>
      </div>
      <div className={styles.words}>
        <span className={styles.name} dir="auto">
          {what}
        </span>
        <Standing slot={slot} />
        <Asked offers={slot.offers.filter(({ state }) => state !== "open")} />
      </div>
      <SlotDeeds slot={slot} />
    </li>
  );
}

/** What a slot is now, in a word and a sentence. */
export function Standing({ slot }: { readonly slot: Slot }) {
  const { t } = useTranslation();
  const { hour } = useWall();
  const open = slot.offers.filter(({ state }) => state === "open");
  const { booking } = slot;
  return (
    <div className={styles.standing}>
      <span className={styles.state} data-state={slot.state}>
        {t(`waitlist.states.${slot.state}`)}
      </span>
      {booking && (
        <span>
          <Named contact={booking.contact_id} name={booking.contact_name} /> <span className={styles.quiet}>{t(`waitlist.via.${viaOf(booking.via)}`)}</span>
          {booking.state !== "booked" && <strong> · {t(`waitlist.bookings.${booking.state}`)}</strong>}
        </span>
      )}
      {slot.state === "held" &&
        open.map((offer) => (
          <span key={offer.id} className={styles.asked}>
            <Named contact={offer.contact_id} name={offer.contact_name} />
            {offer.channel && <span className={styles.quiet}>{t("waitlist.by", { channel: t(`channel.${channelOf(offer.channel)}`) })}</span>}
            <Countdown until={offer.expires_at} />
          </span>
        ))}
      {slot.state === "free" && <span className={styles.quiet}>{slot.next_look ? t("waitlist.nextLook", { time: hour(slot.next_look) }) : t("waitlist.nobodyFits")}</span>}
    </div>
  );
}

const CHANNELS = ["sms", "whatsapp", "email", "push"] as const;

/** A channel as the API names it. */
export function channelOf(word: string): (typeof CHANNELS)[number] {
  return CHANNELS.find((each) => each === word) ?? "sms";
}

/** By what a slot was booked: a channel, their own page, or else by somebody of the house. */
export function viaOf(word: string): (typeof CHANNELS)[number] | "page" | "staff" {
  return word === "page" ? "page" : (CHANNELS.find((each) => each === word) ?? "staff");
}
