import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Who } from "../who/Who";
import { useWall } from "./clock";
import { Countdown } from "./Countdown";
import { Named } from "./Named";
import { writtenBy, type Offer } from "./queries";
import { channelOf } from "./SlotCard";
import { AnswerFor } from "./SlotDeeds";
import { WhyNot } from "./WhyNot";
import styles from "./Waitlist.module.css";

interface Props {
  readonly offer: Offer;
  /** Left out where all are of one slot. */
  readonly ofSlot?: boolean;
}

/** One offer: to whom, what became of it and when, why it was their turn, and what they were sent. */
export function OfferCard({ offer, ofSlot = false }: Props) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const place = usePlace();
  const { slot } = offer;
  return (
    <li className={styles.offer}>
      <div className={styles.head}>
        <strong>
          <Named contact={offer.contact_id} name={offer.contact_name} />
        </strong>
        <span className={styles.state} data-state={offer.state}>
          {t(`waitlist.offers.${offer.state}`)}
        </span>
      </div>
      {slot && !ofSlot && (
        <Link to="/o/$slug/waitlist/slots/$id" params={{ slug: place.slug, id: slot.id }} dir="auto">
          {[slot.service, slot.staff, moment(slot.starts_at)].filter(Boolean).join(" · ")}
        </Link>
      )}
      {offer.state === "open" && <Countdown until={offer.expires_at} />}
      <p className={styles.quiet}>
        {t("waitlist.askedAt", { when: moment(offer.left_at ?? offer.offered_at) })}
        {offer.channel && ` · ${t(`channel.${channelOf(offer.channel)}`)}`}
        {offer.notice_id && may(place, "messages:read") && (
          <>
            {" · "}
            <Link to="/o/$slug/notices/$id" params={{ slug: place.slug, id: offer.notice_id }}>
              {t("waitlist.whatWasSent")}
            </Link>
          </>
        )}
      </p>
      {offer.answered_at && <Answer offer={offer} at={offer.answered_at} />}
      {offer.unclear_id && <Unclear offer={offer} />}
      <WhyThem offer={offer} />
      {offer.unclear_id && may(place, "messages:send") && <AnswerFor offer={offer} />}
    </li>
  );
}

const BY_PAGE = "page";
const CHANNELS = new Set(["sms", "whatsapp", "email", "push"]);

function Answer({ offer, at }: { readonly offer: Offer; readonly at: string }) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const late = offer.expires_at !== null && Date.parse(at) > Date.parse(offer.expires_at);
  const by = offer.answered_by ?? BY_PAGE;
  const afterAll = offer.state === "declined";
  const yes = afterAll ? "waitlist.saidYesAfterAll" : "waitlist.saidYes";
  const said = t(offer.answer === "yes" ? yes : offer.answer === "no" ? "waitlist.saidNo" : "waitlist.saidCancel", { when: moment(at) });
  return (
    <p>
      {said} {by === BY_PAGE ? t("waitlist.onPage") : CHANNELS.has(by) ? t("waitlist.by", { channel: t(`channel.${channelOf(by)}`) }) : <Who actor={by} />}
      {late && <strong className={styles.late}> {t("waitlist.late")}</strong>}
    </p>
  );
}

/** What they wrote and nobody's rules understood, or wrote again and again: shown to whoever may read messages. */
function Unclear({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation();
  const place = usePlace();
  const reads = may(place, "messages:read");
  const { data } = useQuery({ ...writtenBy(place.id, offer.contact_id), enabled: reads });
  const said = data?.find(({ id }) => id === offer.unclear_id)?.text;
  return (
    <>
      <p>{t(offer.answered_at ? "waitlist.endless" : "waitlist.notUnderstood")}</p>
      {said && (
        <blockquote className={styles.said} dir="auto">
          {said}
        </blockquote>
      )}
    </>
  );
}

function WhyThem({ offer }: { readonly offer: Offer }) {
  const { t } = useTranslation();
  const turn = Number(offer.explanation["turn"] ?? 0);
  if (turn === 0) return null;
  return (
    <details className={styles.why}>
      <summary>{t("waitlist.whyThem", { name: offer.contact_name ?? t("contacts.noName") })}</summary>
      <p>{offer.passed_over.length === 0 ? t("waitlist.wasFirst") : t("waitlist.wasNext", { count: offer.passed_over.length })}</p>
      <ul>
        {offer.passed_over.map((each) => (
          <li key={each.entry_id}>
            <span className={styles.words}>
              {each.contact_id ? <Named contact={each.contact_id} name={each.contact_name} /> : t("contacts.noName")}
              <WhyNot why={each.why} told={each.told} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
