import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Wrong } from "../../ui/Wrong";
import { traceOf } from "./queries";
import styles from "./Timeline.module.css";

/** All that is known of one message, step by step, and what it waits for. */
export function Trace({ message }: { readonly message: string }) {
  const { t, i18n } = useTranslation();
  const { moment, day } = useFormats();
  const place = usePlace();
  const { data, error, refetch } = useQuery(traceOf(place.id, message, i18n.language));
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={90} />;
  const waits = data.outlook?.waits ?? [];
  return (
    <div className={styles.trace}>
      {data.sentence && (
        <p>
          {data.sentence} <span className={styles.quiet}>{data.fix}</span>
        </p>
      )}
      <ol className={styles.steps}>
        {data.steps.map((step, index) => (
          <li key={index}>
            <time dateTime={step.at}>{moment(step.at)}</time>
            <span>
              {step.sentence} <span className={styles.quiet}>{[step.code, step.detail].filter(Boolean).join(" · ")}</span>
            </span>
          </li>
        ))}
      </ol>
      {waits.map((wait) => (
        <p key={wait.code}>
          {wait.sentence} <span className={styles.quiet}>{wait.until ? t("person.from", { when: moment(wait.until) }) : wait.fix}</span>
        </p>
      ))}
      {data.outlook?.expected_on && <p className={styles.quiet}>{t("person.expected", { day: day(data.outlook.expected_on) })}</p>}
      <p className={styles.quiet}>
        {[data.address, data.sender?.label, data.sender?.provider, data.provider_id].filter(Boolean).join(" · ")}
      </p>
    </div>
  );
}
