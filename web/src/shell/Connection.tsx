import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import styles from "./Top.module.css";

const CALM_MS = 20_000;
const LOST_MS = 3_000;

/** Whether what is shown is what is: asks the server now and then, and more often once it does not answer. */
export function Connection() {
  const { t } = useTranslation();
  const { isError, failureCount } = useQuery({
    queryKey: ["session", "alive"],
    queryFn: async () => {
      const answer = await fetch("/healthz");
      await answer.text(); // an answer that is not read keeps its connection
      if (!answer.ok) throw new TypeError("the server does not answer");
      return true;
    },
    retry: false,
    networkMode: "always",
    refetchInterval: ({ state }) => (state.status === "error" ? LOST_MS : CALM_MS),
  });
  const lost = isError || failureCount > 0;
  return (
    <span className={styles.pill} role="status" data-lost={lost || undefined} title={lost ? t("connection.lostWhy") : undefined}>
      {t(lost ? "connection.lost" : "connection.live")}
    </span>
  );
}
