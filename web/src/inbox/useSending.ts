import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Problem, wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { reply, type Opened, type Reply } from "./queries";

type Then = "pending" | "resolved" | "open";
type Sent = Reply & { readonly then: Then };

/** Sends an answer once, however often it is asked for. If a colleague was faster it stays here, and whoever wrote it decides. Where its first words left although nobody was told, what was written since is another answer (`onLeft`), and stays here, too. */
export function useSending(thread: Opened, onSent: () => void, onLeft: () => void) {
  const place = usePlace();
  const queries = useQueryClient();
  const [overtaken, setOvertaken] = useState<Then>();
  const sending = useMutation({
    mutationFn: (body: Sent) => reply(thread.id, body),
    onMutate: () => setOvertaken(undefined),
    onSuccess: onSent,
    onError: (error, { then }) => {
      if (isOvertaken(error)) setOvertaken(then);
      if (error instanceof Problem && error.code === "left_already") onLeft();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["inbox", place.id] }),
  });
  const { error } = sending;
  return {
    busy: sending.isPending,
    problem: error && !isOvertaken(error) ? wordsOf(error) : undefined,
    overtaken,
    send: (body: Sent) => sending.mutate(body),
    forget: () => setOvertaken(undefined),
  };
}

function isOvertaken(error: unknown): boolean {
  return error instanceof Problem && error.code === "answered_meanwhile";
}
