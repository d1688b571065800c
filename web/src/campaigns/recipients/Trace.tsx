import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { Quoted } from "../../ui/Quoted";
import { Wrong } from "../../ui/Wrong";
import { traceOf } from "../queries";
import { shownState } from "./states";
import type { Schemas } from "../../api/client";
import { sentences } from "../../ui/sentences";
import styles from "./Recipients.module.css";

/** All that is known of one message, as a history that reads from top to bottom. */
export function Trace({ message, close }: { readonly message: string; readonly close: () => void }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(traceOf(place.id, message, i18n.language));
  return (
    <Dialog title={t("recipients.trace")} onClose={close}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={280} />}
      {data && <Told trace={data} />}
    </Dialog>
  );
}

function Told({ trace }: { readonly trace: Schemas["TraceShown"] }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return (
    <div className={styles.trace}>
      <p>
        <strong dir="auto">{trace.contact_name ?? t("contacts.noName")}</strong> · <bdi>{trace.address}</bdi> · {t(`channel.${trace.channel}`)}
      </p>
      <p>
        <span className={styles.dot} data-state={shownState(trace.status)} aria-hidden="true" /> {t(`recipients.states.${shownState(trace.status)}`)}
      </p>
      {trace.sentence && (
        <p className={styles.reason}>
          {sentences(trace.sentence, trace.fix)}
        </p>
      )}
      {trace.detail && (
        <p className={styles.quiet}>
          <Said by={trace.status === "failed"}>{trace.detail}</Said>
        </p>
      )}
      <ol className={styles.steps}>
        {trace.steps.map(({ at, what, sentence, detail, attempt }, index) => (
          <li key={`${at} ${what} ${index}`}>
            <time dateTime={at}>{moment(at)}</time>
            <span>
              {sentence}{" "}
              {detail && (
                <span className={styles.quiet}>
                  <Said by={attempt !== null}>{detail}</Said>
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
      {trace.outlook && <Ahead outlook={trace.outlook} />}
    </div>
  );
}

/** What a provider said, or somebody wrote for a reason: nobody's words are ours. */
function Said({ by, children }: { readonly by: boolean; readonly children: string }) {
  return by ? <Quoted>{children}</Quoted> : <q dir="auto">{children}</q>;
}

function Ahead({ outlook }: { readonly outlook: Schemas["OutlookShown"] }) {
  const { t } = useTranslation();
  const { day, moment } = useFormats();
  return (
    <>
      <h3>{t("recipients.ahead")}</h3>
      <ul className={styles.waits}>
        {outlook.refusal && (
          <li>
            {sentences(outlook.refusal.sentence, outlook.refusal.fix)}
          </li>
        )}
        {outlook.waits.map(({ code, sentence, until }) => (
          <li key={code}>
            {sentence} {until && t("campaign.from", { when: moment(until) })}
          </li>
        ))}
        {outlook.expected_on && <li>{t("recipients.expected", { day: day(outlook.expected_on) })}</li>}
      </ul>
    </>
  );
}
