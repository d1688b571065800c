import { useMutation, useQueryClient } from "@tanstack/react-query";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

/** Moves somebody from one word to another, and back by the notice that tells it. */
export function useMoving<Word>(set: (word: Word) => Promise<unknown>, told: string) {
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ to }: { readonly to: Word; readonly back?: Word }) => set(to),
    onSuccess: (_, { back }) => {
      void queries.invalidateQueries({ queryKey: ["courses", place.id] });
      if (back !== undefined) tell(told, { undo: () => mutate({ to: back }) });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return { move: (to: Word, back: Word) => mutate({ to, back }), isPending };
}
