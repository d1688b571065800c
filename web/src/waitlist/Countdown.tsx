import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { businessNow } from "../api/time";
import { leftOf } from "./clock";
import styles from "./Waitlist.module.css";

const SECOND_MS = 1_000;

/** How long an offer is still held, counted down by the second. Before its message has left nothing counts yet. */
export function Countdown({ until }: { readonly until: string | null }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(() => businessNow().getTime());
  useEffect(() => {
    const timer = setInterval(() => setNow(businessNow().getTime()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  if (until === null) return <span className={styles.count}>{t("waitlist.leaving")}</span>;
  const left = Date.parse(until) - now;
  return (
    <span role="timer" className={styles.count} data-soon={left < 120_000 || undefined}>
      {left > 0 ? t("waitlist.left", { time: leftOf(left) }) : t("waitlist.passing")}
    </span>
  );
}
