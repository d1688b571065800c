import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Sheet } from "../ui/Page";
import { fullness, type Limit } from "./queries";
import styles from "./Home.module.css";

const DAY = { used: "home.usedDay", unlimited: "home.unlimitedDay" } as const;
const HOUR = { used: "home.usedHour", unlimited: "home.unlimitedHour" } as const;

/** How full the limits of senders are, and what today's plan still asks of them. */
export function Limits({ limits }: { readonly limits: readonly Limit[] }) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("home.limits")}>
      <ul className={styles.list}>
        {limits.map((limit) => (
          <OneLimit key={limit.channel + limit.names.join()} limit={limit} />
        ))}
      </ul>
    </Sheet>
  );
}

function OneLimit({ limit }: { readonly limit: Limit }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const { names, channel, window, limit: most, used, planned_today, released_today } = limit;
  const told = names.join(", ");
  const words = window === "day" ? DAY : HOUR;
  return (
    <li className={styles.limit}>
      <div className={styles.head}>
        <h3>{told}</h3>
        <span className={styles.quiet}>{t(`channel.${channel}`)}</span>
      </div>
      {most !== null && <progress className={styles.progress} data-full={fullness(limit) >= 90 || undefined} max={100} value={fullness(limit)} aria-label={t("home.fullness", { name: told })} />}
      <p className={styles.facts}>
        <span>{most === null ? t(words.unlimited, { used: count(used) }) : t(words.used, { used: count(used), most: count(most) })}</span>
        <span>{t("home.plan", { released: count(released_today), planned: count(Math.max(planned_today, released_today)) })}</span>
      </p>
    </li>
  );
}
