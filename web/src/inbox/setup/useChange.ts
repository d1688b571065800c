import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { tell } from "../../ui/toasts";

interface After<Given, Answer> {
  /** What to say of it, and how it is taken back. */
  readonly said?: (answer: Answer, given: Given) => { readonly text: string; readonly undo?: () => void };
  readonly after?: (answer: Answer) => void;
  /** A form that shows itself what was refused wants no toast about it. */
  readonly quiet?: boolean;
  /** Which reading the answer is, so that it need not be asked for again before it is shown. */
  readonly keeps?: (answer: Answer) => readonly [QueryKey, Answer];
}

/** Changes how the inbox is set up, says so, and asks again for all that is shown of it. */
export function useChange<Given, Answer>(act: (given: Given) => Promise<Answer>, { said, after, quiet, keeps }: After<Given, Answer> = {}) {
  const queries = useQueryClient();
  const { id } = usePlace();
  return useMutation({
    mutationFn: act,
    onSuccess: (answer, given) => {
      const kept = keeps?.(answer);
      if (kept) queries.setQueryData(...kept);
      void queries.invalidateQueries({ queryKey: ["inbox", id] });
      const words = said?.(answer, given);
      if (words) tell(words.text, words.undo ? { undo: words.undo } : {});
      after?.(answer);
    },
    onError: (error) => {
      if (!quiet) tell(wordsOf(error), { tone: "bad" });
    },
  });
}
