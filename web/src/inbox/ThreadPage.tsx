import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Wrong } from "../ui/Wrong";
import { Conversation } from "./Conversation";
import { PersonPane } from "./PersonPane";
import { threadOf } from "./queries";
import { useSeenHere } from "./useSeenHere";
import styles from "./Inbox.module.css";

/** The open conversation and who it is with. */
export function ThreadPage() {
  const { id } = useParams({ from: "/o/$slug/inbox/$id" });
  return <OneThread key={id} id={id} />;
}

function OneThread({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data: thread, error, refetch } = useQuery(threadOf(place.id, id));
  const [about, setAbout] = useState(false);
  useSeenHere(thread);
  const name = thread?.name ?? thread?.address ?? t("inbox.unknown");
  useEffect(() => {
    document.title = t("app.title", { page: name });
  }, [t, name]);
  if (error && !thread)
    return (
      <div className={styles.none}>
        <Wrong error={error} retry={() => void refetch()} />
      </div>
    );
  if (!thread) return <Skeleton className={styles.waiting ?? ""} height={420} radius="lg" />;
  return (
    <div className={styles.thread} data-about={about || undefined}>
      <Conversation thread={thread} name={name} about={about} onAbout={() => setAbout(!about)} />
      <PersonPane thread={thread} name={name} onClose={() => setAbout(false)} />
    </div>
  );
}
