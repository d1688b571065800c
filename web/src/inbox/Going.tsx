import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { useWall } from "../waitlist/clock";
import { Part } from "./Part";
import { surveysOf } from "./queries";
import { told } from "./words";
import styles from "./Inbox.module.css";

const FEW = 5;
const UNDER_WAY = new Set(["waiting", "sending", "doubtful"]);

/** What else is going on with them, only where there is anything: offers, bookings, repairs, notices under way, and what they thought of us. */
export function Going({ id, thread }: { readonly id: string; readonly thread: string }) {
  const place = usePlace();
  return (
    <>
      <Surveys thread={thread} />
      {may(place, "contacts:read") && <Waitlist id={id} />}
      {may(place, "contacts:read") && <Tickets id={id} />}
      {may(place, "messages:read") && <Notices id={id} />}
    </>
  );
}

function Surveys({ thread }: { readonly thread: string }) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const surveys = useQuery(surveysOf(place.id, thread)).data ?? [];
  if (surveys.length === 0) return null;
  return (
    <Part title={t("inbox.survey.title")}>
      <ul>
        {surveys.slice(0, FEW).map((each) => (
          <li key={each.id}>
            {each.score === null ? t(`inbox.survey.${each.state}`) : <strong>{t("inbox.survey.score", { score: each.score })}</strong>}{" "}
            <span className={styles.quiet}>{each.explanation ? told(each.explanation, i18n.language) : moment(each.answered_at ?? each.asked_at ?? each.due_at)}</span>
            {each.remark && (
              <blockquote className={styles.preview} dir="auto">
                {each.remark}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

const offersOf = (place: string, contact_id: string) =>
  queryOptions({ queryKey: ["waitlist", place, "of", contact_id, "offers"], queryFn: async () => (await read(api.GET("/waitlist/offers", { params: { query: { contact_id, state: "open", limit: FEW } } }))).items });

const bookingsOf = (place: string, contact_id: string) =>
  queryOptions({ queryKey: ["waitlist", place, "of", contact_id, "bookings"], queryFn: async () => (await read(api.GET("/waitlist/bookings", { params: { query: { contact_id, state: "booked", limit: FEW } } }))).items });

function Waitlist({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useWall();
  const place = usePlace();
  const offers = useQuery(offersOf(place.id, id)).data ?? [];
  const bookings = useQuery(bookingsOf(place.id, id)).data ?? [];
  if (offers.length + bookings.length === 0) return null;
  const named = ({ id: row, slot, slot_id }: Pick<(typeof bookings)[number], "id" | "slot" | "slot_id">, word: string) => ({ row, slot, slot_id, word });
  const rows = [...offers.map((each) => named(each, t("inbox.offered"))), ...bookings.map((each) => named(each, t("inbox.booked")))];
  return (
    <Part title={t("inbox.appointments")}>
      <ul>
        {rows.map(({ row, slot, slot_id, word }) => (
          <li key={row}>
            {word}{" "}
            <Link to="/o/$slug/waitlist/slots/$id" params={{ slug: place.slug, id: slot_id }} dir="auto">
              {slot ? [slot.service, slot.staff, moment(slot.starts_at)].filter(Boolean).join(" · ") : t("inbox.aSlot")}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

const ticketsOf = (place: string, contact_id: string) =>
  queryOptions({ queryKey: ["repairs", place, "list", "of", contact_id], queryFn: async () => (await read(api.GET("/repairs/tickets", { params: { query: { contact_id, limit: FEW } } }))).items });

function Tickets({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const tickets = useQuery(ticketsOf(place.id, id)).data ?? [];
  if (tickets.length === 0) return null;
  return (
    <Part title={t("inbox.tickets")}>
      <ul>
        {tickets.map((ticket) => (
          <li key={ticket.id}>
            <Link to="/o/$slug/repairs/$id" params={{ slug: place.slug, id: ticket.id }}>
              {t("inbox.ticket", { number: ticket.number, what: deviceOf(ticket.device) })}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function deviceOf({ kind, brand, model }: { readonly kind: string; readonly brand: string; readonly model: string }): string {
  return [brand, model].filter(Boolean).join(" ") || kind;
}

const noticesOf = (place: string, contact_id: string) =>
  queryOptions({ queryKey: ["notices", place, "of", contact_id], queryFn: async () => (await read(api.GET("/notices", { params: { query: { contact_id, limit: FEW } } }))).items });

function Notices({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const open = (useQuery(noticesOf(place.id, id)).data ?? []).filter(({ state }) => UNDER_WAY.has(state));
  if (open.length === 0) return null;
  return (
    <Part title={t("inbox.noticesOpen")}>
      <ul>
        {open.map((notice) => (
          <li key={notice.id}>
            <Link to="/o/$slug/notices/$id" params={{ slug: place.slug, id: notice.id }} dir="auto">
              {notice.kind}
            </Link>{" "}
            <span className={styles.quiet}>{moment(notice.created_at)}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
