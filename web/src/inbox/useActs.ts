import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { assign, escalate, markRead, settle, threadOf, type Opened } from "./queries";
import type { StatusWord } from "./words";

interface Step {
  readonly act: () => Promise<Opened>;
  readonly said: string;
  /** How it is taken back, if it is worth a word. */
  readonly undo?: () => Promise<Opened>;
}

/** What can be done with a conversation, each told, and taken back where that is a matter of a word. */
export function useActs(thread: Opened) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { id, status, snoozed_until, assignee_id, team_id, urgency } = thread;
  const after = (now: Opened) => {
    queries.setQueryData(threadOf(place.id, id).queryKey, now);
    void queries.invalidateQueries({ queryKey: ["inbox", place.id] });
  };
  const doing = useMutation({
    mutationFn: ({ act }: Step) => act(),
    onSuccess: (now, { said, undo }) => {
      after(now);
      tell(said, undo ? { about: `inbox.${id}`, undo: () => void undo().then(after).catch(failed) } : {});
    },
    onError: (error) => failed(error),
  });
  const failed = (error: unknown) => tell(wordsOf(error), { tone: "bad" });
  const back = () => settle(id, status, status === "snoozed" ? snoozed_until : null);
  return {
    busy: doing.isPending,
    settle: (to: StatusWord, until: Date | null = null) => doing.mutate({ act: () => settle(id, to, until?.toISOString() ?? null), said: t(`inbox.done.${to}`), undo: back }),
    assign: (user: string | null, team: string | null, said: string) => doing.mutate({ act: () => assign(id, user, team), said, undo: () => assign(id, assignee_id, team_id) }),
    escalate: (degree: "none" | "low" | "normal" | "high", reason: string, team: string | null) =>
      doing.mutate({
        act: () => escalate(id, { urgency: degree, reason, ...(team ? { team_id: team } : {}) }),
        said: t(degree === "none" ? "inbox.done.calmed" : "inbox.done.escalated"),
        ...(degree === "none" ? { undo: () => escalate(id, { urgency }) } : {}),
      }),
    leaveUnread: () => void markRead(id, false).then(() => tell(t("inbox.done.unread")), failed),
  };
}
