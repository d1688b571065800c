import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

interface After<Given, Answer> {
  /** What to say of it. */
  readonly said: (answer: Answer, given: Given) => string;
  /** What takes it back, where the API can. */
  readonly undo?: (answer: Answer, given: Given) => (() => unknown) | undefined;
  readonly after?: (answer: Answer) => void;
  /** A form that shows itself what was refused wants no toast about it. */
  readonly quiet?: boolean;
}

/** Does something to the waitlist, says so, and reads anew what is shown of it. */
export function useDeed<Given, Answer>(act: (given: Given) => Promise<Answer>, { said, undo, after, quiet }: After<Given, Answer>) {
  const queries = useQueryClient();
  const { id } = usePlace();
  const again = () => void queries.invalidateQueries({ queryKey: ["waitlist", id] });
  return useMutation({
    mutationFn: act,
    onSuccess: (answer, given) => {
      again();
      const back = undo?.(answer, given);
      const undone = async () => {
        try {
          await back?.();
        } catch (error) {
          tell(wordsOf(error), { tone: "bad" });
        }
        again();
      };
      tell(said(answer, given), back ? { undo: () => void undone() } : {});
      after?.(answer);
    },
    onError: (error) => {
      again(); // what was refused is often so because somebody else was quicker
      if (!quiet) tell(wordsOf(error), { tone: "bad" });
    },
  });
}
