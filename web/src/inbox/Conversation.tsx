import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Composer } from "./Composer";
import { Said } from "./Said";
import { agentsOf, type Opened } from "./queries";
import { ThreadHead } from "./ThreadHead";
import { usePresence } from "./usePresence";
import styles from "./Inbox.module.css";

interface Props {
  readonly thread: Opened;
  readonly name: string;
  readonly about: boolean;
  readonly onAbout: () => void;
}

/** One conversation: where it stands, what was said, and the line to answer in. */
export function Conversation({ thread, name, about, onAbout }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [writing, setWriting] = useState(false);
  const others = usePresence(thread.id, writing);
  const agents = useQuery(agentsOf(place.id)).data ?? [];
  const named = (id: string) => agents.find(({ user_id }) => user_id === id)?.name ?? t("inbox.somebody");
  const acts = may(place, "inbox:write");
  return (
    <section className={styles.conversation} aria-label={t("inbox.with", { name })}>
      <ThreadHead thread={thread} name={name} agents={agents} about={about} onAbout={onAbout} />
      <Said thread={thread} agents={agents} />
      <p className={styles.presence} aria-live="polite">
        {others.map(({ user_id, doing }) => t(`inbox.doing.${doing}`, { name: named(user_id) })).join(" ")}
      </p>
      {acts ? <Composer thread={thread} agents={agents} onWriting={setWriting} /> : <p className={styles.quiet}>{t("inbox.readOnly")}</p>}
    </section>
  );
}
