import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Chain } from "./Chain";
import { Outcome } from "./Outcome";
import type { Kind, Notice } from "./queries";
import { subjectOf } from "./subjects";
import { useCosts } from "./useCosts";
import styles from "./Notices.module.css";

interface Props {
  readonly notice: Notice;
  readonly kind: Kind | undefined;
  /** Left out where all are one person's. */
  readonly named?: boolean;
}

/** One notice of a list: to whom, of what, how it went. */
export function NoticeCard({ notice, kind, named = true }: Props) {
  const { t } = useTranslation();
  const { ago, moment } = useFormats();
  const place = usePlace();
  const costs = useCosts(notice.attempts);
  const what = kind?.name ?? notice.kind;
  const who = named ? notice.contact_name : null;
  const ours = subjectOf(notice);
  const about = notice.subject_kind && (ours ? t(ours.words) : t("notices.aboutThis", { kind: notice.subject_kind, id: notice.subject_id ?? "" }));
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <Link to="/o/$slug/notices/$id" params={{ slug: place.slug, id: notice.id }} className={styles.name} dir="auto">
          {who ?? what}
        </Link>
        <Outcome state={notice.state} />
      </div>
      <p className={styles.quiet} dir="auto">
        {[who && what, about].filter(Boolean).map((each) => `${each} · `)}
        <time dateTime={notice.created_at} title={moment(notice.created_at)}>
          {ago(notice.created_at)}
        </time>
        {costs && ` · ${costs}`}
      </p>
      {notice.attempts.length > 0 ? <Chain attempts={notice.attempts} /> : notice.reason && <p className={styles.quiet}>{notice.reason.sentence}</p>}
    </li>
  );
}
