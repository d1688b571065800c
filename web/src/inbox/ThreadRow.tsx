import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { agentsOf, type Thread } from "./queries";
import { told } from "./words";
import styles from "./Inbox.module.css";

/** One conversation in the list: who, since when they wait, what they wrote last, and why it needs somebody. */
export function ThreadRow({ thread, open }: { readonly thread: Thread; readonly open: boolean }) {
  const { t, i18n } = useTranslation();
  const { ago, moment } = useFormats();
  const place = usePlace();
  const whose = useQuery(agentsOf(place.id)).data?.find(({ user_id }) => user_id === thread.assignee_id)?.name;
  const since = thread.waiting_since ?? thread.moved_at;
  const facts = [thread.channel && t(`channel.${thread.channel}`), thread.status !== "open" && t(`inbox.statuses.${thread.status}`), whose].filter(Boolean);
  return (
    <li>
      <Link
        to="/o/$slug/inbox/$id"
        params={{ slug: place.slug, id: thread.id }}
        search={true}
        className={styles.row}
        data-unread={thread.unread || undefined}
        data-urgency={thread.urgency === "none" ? undefined : thread.urgency}
        aria-current={open ? "true" : undefined}
      >
        <span className={styles.rowHead}>
          <strong dir="auto">{thread.name ?? thread.address ?? t("inbox.unknown")}</strong>
          <time dateTime={since} title={moment(since)}>
            {ago(since)}
          </time>
        </span>
        <span className={styles.preview} dir="auto">
          {thread.preview || told(thread.explanation, i18n.language)}
        </span>
        <span className={styles.marks}>
          {thread.unread && <span className={styles.badge}>{t("inbox.new")}</span>}
          {thread.mentioned && <span className={styles.badge}>{t("inbox.mentioned")}</span>}
          {thread.urgency !== "none" && (
            <span className={styles.badge} data-tone="bad">
              {t(`inbox.urgency.${urgencyOf(thread.urgency)}`)}
            </span>
          )}
          <span>{facts.join(" · ")}</span>
        </span>
      </Link>
    </li>
  );
}

export function urgencyOf(word: string): "low" | "normal" | "high" {
  return word === "high" || word === "low" ? word : "normal";
}
