import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { priorityOf } from "./Matches";
import type { Entry } from "./queries";
import { useWishes } from "./useWishes";
import { WhyNot } from "./WhyNot";
import styles from "./Waitlist.module.css";

interface Props {
  readonly entry: Entry;
  /** Left out where all are one person's. */
  readonly named?: boolean;
}

/** Somebody on the list: their place, what they wait for, since when. */
export function EntryCard({ entry, named = true }: Props) {
  const { t } = useTranslation();
  const { ago } = useFormats();
  const { slug } = usePlace();
  const wishes = useWishes();
  const priority = priorityOf(entry.priority);
  return (
    <li className={styles.match}>
      <span className={styles.rank} data-none={entry.place === null || undefined} title={entry.place === null ? undefined : t("waitlist.place", { place: entry.place })}>
        {entry.place ?? "–"}
      </span>
      <div className={styles.words}>
        <span className={styles.head}>
          <Link to="/o/$slug/waitlist/people/$id" params={{ slug, id: entry.id }} className={styles.name} dir="auto">
            {named ? (entry.contact_name ?? t("contacts.noName")) : entry.service}
          </Link>
          {entry.state !== "waiting" && (
            <span className={styles.state} data-state={entry.state}>
              {t(`waitlist.entries.${entry.state}`)}
            </span>
          )}
        </span>
        <span dir="auto">{[named && entry.service, wishes(entry.wishes)].filter(Boolean).join(" · ")}</span>
        {entry.unreached && <WhyNot why="no_channel" told={entry.told} />}
        <span className={styles.quiet}>
          {t(entry.source === "page" ? "waitlist.bySelf" : "waitlist.byHouse", { since: ago(entry.created_at) })}
          {priority !== "usual" && ` · ${t(`waitlist.priorities.${priority}`)}`}
        </span>
      </div>
    </li>
  );
}
