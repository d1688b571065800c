import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { fromCents, masked } from "./amounts";
import type { Listed } from "./queries";
import { StatusWord } from "./StatusWord";
import styles from "./Repairs.module.css";

interface Props {
  readonly ticket: Listed;
  /** Left out on a board, whose column says it. */
  readonly standing?: boolean;
}

/** One ticket of a list: its number, the device, whose it is, where it stands. */
export function TicketCard({ ticket, standing = true }: Props) {
  const { t } = useTranslation();
  const { ago, moment, shortDay, money } = useFormats();
  const { slug, currency } = usePlace();
  const { id, number, device, owner, status, since, due_on, agreed_cents, paid_at, walk_in } = ticket;
  const owes = agreed_cents !== null && paid_at === null && (status === "ready" || status === "collected");
  const whose = owner === null ? t("repairs.erased") : (owner.name ?? (owner.phone ? masked(owner.phone) : (owner.email ?? t("contacts.noName"))));
  const notes = [whose, walk_in && t("repairs.walkIn"), due_on && t("repairs.due", { day: shortDay(due_on) }), agreed_cents !== null && money(fromCents(agreed_cents), currency), owes && t("repairs.notPaid")];
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Link to="/o/$slug/repairs/$id" params={{ slug, id }} className={styles.name} dir="auto">
          {number} · {device.name}
        </Link>
        {standing && <StatusWord status={status} />}
      </div>
      <p className={styles.quiet} dir="auto">
        {notes.filter(Boolean).map((each) => `${each} · `)}
        <time dateTime={since} title={moment(since)}>
          {ago(since)}
        </time>
      </p>
    </li>
  );
}
