import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { reachOf, type Reach } from "./queries";
import styles from "./Reaches.module.css";

/** What may be sent to them this moment by each channel, and if not, why and what helps. */
export function Reaches({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data, error, refetch } = useQuery(reachOf(place.id, id, i18n.language));
  return (
    <Sheet title={t("person.reach")}>
      {!data && !error && <Skeleton height={140} />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && (
        <ul className={styles.reaches}>
          {data.reaches.map((reach) => (
            <OneReach key={`${reach.channel} ${reach.purpose}`} reach={reach} />
          ))}
        </ul>
      )}
    </Sheet>
  );
}

function OneReach({ reach }: { readonly reach: Reach }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const [first, ...others] = reach.reasons;
  return (
    <li className={styles.reach} data-state={reach.state}>
      <strong>
        {t(`channel.${reach.channel}`)} · {t(`person.purpose.${reach.purpose}`)}
      </strong>
      <span className={styles.state}>{t(`person.reaches.${reach.state}`)}</span>
      <div className={styles.why}>
        {first && <p>{first.sentence}</p>}
        {first && <p className={styles.quiet}>{first.fix}</p>}
        {others.length > 0 && <p className={styles.quiet}>{t("person.besides", { reasons: others.map((each) => each.sentence).join(" ") })}</p>}
        {reach.until && <p className={styles.quiet}>{t(reach.state === "later" ? "person.from" : "person.until", { when: moment(reach.until) })}</p>}
      </div>
    </li>
  );
}
