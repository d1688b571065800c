import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Wrong } from "../../ui/Wrong";
import { foretoldOf, type Change, type Foretold } from "../queries";
import styles from "../Repairs.module.css";

interface Props {
  readonly id: string;
  readonly change: Change;
}

/** What the owner will be told by a change, before it is made: by which channels, in which words, in how many segments. */
export function Foretelling({ id, change }: Props) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(foretoldOf(usePlace().id, id, change, i18n.language));
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={110} radius="md" />;
  if (data.kind === null) return <p className={styles.quiet}>{t("repairs.told.nothing")}</p>;
  return (
    <section className={styles.foretold} aria-label={t("repairs.told.before")}>
      <h3>{t("repairs.told.before")}</h3>
      {data.tellings.every(({ reason }) => reason !== null) && <p role="alert">{t("repairs.told.noWay")}</p>}
      <ul className={styles.plain}>
        {data.tellings.map((telling) => (
          <OneWay key={telling.channel} telling={telling} />
        ))}
      </ul>
    </section>
  );
}

function OneWay({ telling: { channel, begins, reason, text, segments, encoding } }: { readonly telling: Foretold["tellings"][number] }) {
  const { t } = useTranslation();
  const name = t(`channel.${channel}`);
  if (reason)
    return (
      <li className={styles.quiet}>
        {name}: {reason.sentence}
      </li>
    );
  return (
    <li>
      <p className={styles.quiet}>
        <strong>{name}</strong> · {t(begins ? "repairs.told.first" : "repairs.told.later")}
        {segments !== null && ` · ${t("repairs.told.segments", { count: segments })} · ${encoding ?? ""}`}
      </p>
      {text && (
        <p className={styles.said} dir="auto">
          {text}
        </p>
      )}
    </li>
  );
}
