import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useLiveStatus } from "../live/status";
import styles from "./Top.module.css";

const ASK_MS = 3_000;

/** Whether what is shown is what is: the server tells what changes, or is asked now and then, or does not answer. */
export function Connection() {
  const { t } = useTranslation();
  const status = useLiveStatus();
  const { isError, failureCount } = useQuery({
    queryKey: ["session", "alive"],
    queryFn: async () => {
      const answer = await fetch("/healthz");
      await answer.text(); // an answer that is not read keeps its connection
      if (!answer.ok) throw new TypeError("the server does not answer");
      return true;
    },
    enabled: status === "down",
    retry: false,
    networkMode: "always",
    refetchInterval: ASK_MS,
  });
  const lost = status === "down" && (isError || failureCount > 0);
  const word = lost ? "lost" : status === "down" ? "asking" : "live";
  return (
    <span className={styles.pill} role="status" data-lost={lost || undefined} data-asking={word === "asking" || undefined} title={t(`connection.${word}Why`)}>
      <span className={styles.word}>{t(`connection.${word}`)}</span>
    </span>
  );
}
