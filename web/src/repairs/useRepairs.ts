import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

interface Ways<Answer> {
  readonly said?: (answer: Answer) => string;
  readonly after?: (answer: Answer) => void;
  /** A form that shows itself what was refused wants no toast about it. */
  readonly quiet?: boolean;
}

/** Does something about tickets, says so, and asks again for all that is shown of them. */
export function useRepairs<Given, Answer>(act: (given: Given) => Promise<Answer>, { said, after, quiet }: Ways<Answer> = {}) {
  const queries = useQueryClient();
  const { id } = usePlace();
  return useMutation({
    mutationFn: act,
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ queryKey: ["repairs", id] });
      if (said) tell(said(answer));
      after?.(answer);
    },
    onError: (error) => {
      void queries.invalidateQueries({ queryKey: ["repairs", id] });
      if (!quiet) tell(wordsOf(error), { tone: "bad" });
    },
  });
}
