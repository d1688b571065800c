import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { shownState } from "../campaigns/recipients/states";
import { Trace } from "../contacts/person/Trace";
import { useFormats } from "../i18n/formats";
import type { Attempt, Whole } from "./queries";
import { useCosts } from "./useCosts";
import styles from "./Notices.module.css";

/** The channels by which a notice was tried, one below the other as they came. */
export function Attempts({ notice }: { readonly notice: Whole }) {
  const { t } = useTranslation();
  if (notice.attempts.length === 0) return <p className={styles.quiet}>{t("notices.notTried")}</p>;
  return (
    <ol className={styles.attempts}>
      {notice.attempts.map((attempt) => (
        <OneAttempt key={attempt.step} attempt={attempt} open={notice.ended_at === null} />
      ))}
    </ol>
  );
}

const SILENT = new Set(["queued", "sent"]);

function OneAttempt({ attempt, open }: { readonly attempt: Attempt; readonly open: boolean }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const [opened, { toggle }] = useDisclosure(false);
  const costs = useCosts([attempt]);
  const { channel, state, beside, reason, planned_at, segments } = attempt;
  const newest = attempt.read_at ?? attempt.delivered_at ?? attempt.sent_at;
  const details = [segments !== null && segments > 1 && t("notices.segments", { count: segments }), costs].filter(Boolean).join(" · ");
  const trace = t(opened ? "person.hideTrace" : "person.showTrace");
  return (
    <li className={styles.attempt} data-state={state ?? undefined}>
      <div className={styles.head}>
        <h3>
          {t(`channel.${channel}`)}
          {beside && <span className={styles.quiet}> {t("notices.besideIt")}</span>}
        </h3>
        <span className={styles.word}>{state ? t(`recipients.states.${shownState(state)}`) : t("notices.gone")}</span>
      </div>
      <p className={styles.quiet}>
        {t("notices.began", { when: moment(planned_at) })}
        {newest && ` · ${t("notices.newest", { when: moment(newest) })}`}
        {details && ` · ${details}`}
      </p>
      {reason && <p>{reason.sentence}</p>}
      {reason?.fix && <p className={styles.quiet}>{reason.fix}</p>}
      {open && !beside && state !== null && SILENT.has(state) && attempt.next_after && <p className={styles.quiet}>{t("notices.nextAfter", { when: moment(attempt.next_after) })}</p>}
      {attempt.counts_as_arrived && (channel === "email" || channel === "push") && <p className={styles.quiet}>{t(`notices.arrives.${channel}`)}</p>}
      <Button variant="subtle" size="compact-sm" className={styles.more ?? ""} aria-expanded={opened} aria-label={`${trace}: ${t(`channel.${channel}`)}`} onClick={toggle}>
        {trace}
      </Button>
      {opened && <Trace message={attempt.message_id} />}
    </li>
  );
}
