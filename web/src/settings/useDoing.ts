import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

interface After<Given, Answer> {
  /** What to say of it, and how it is taken back: by something else, or by doing the same with what was before. */
  readonly said?: (answer: Answer, given: Given) => { readonly text: string; readonly undo?: () => void; readonly before?: Given };
  readonly after?: (answer: Answer, given: Given) => void;
  /** A form that shows itself what was refused wants no toast about it. */
  readonly quiet?: boolean;
}

/** Does something about the settings, says so, and asks again for all that is shown of them. */
export function useDoing<Given, Answer>(act: (given: Given) => Promise<Answer>, { said, after, quiet }: After<Given, Answer> = {}) {
  const queries = useQueryClient();
  const { id } = usePlace();
  const doing = useMutation({
    mutationFn: act,
    onSuccess: (answer, given) => {
      void queries.invalidateQueries({ queryKey: ["settings", id] });
      const words = said?.(answer, given);
      if (words) tell(words.text, undoing(words));
      after?.(answer, given);
    },
    onError: (error) => {
      if (!quiet) tell(wordsOf(error), { tone: "bad" });
    },
  });
  const undoing = ({ undo, before }: { readonly undo?: () => void; readonly before?: Given }) => {
    if (undo) return { undo };
    return before === undefined ? {} : { undo: () => doing.mutate(before) };
  };
  return doing;
}
