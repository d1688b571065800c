import { NativeSelect } from "@mantine/core";
import { useMoving } from "./useMoving";

interface Props<Word extends string> {
  readonly label: string;
  readonly word: Word;
  readonly words: readonly (readonly [Word, string])[];
  readonly told: string;
  readonly set: (word: Word) => Promise<unknown>;
}

/** Where somebody stands, to be changed at once; the notice takes it back. */
export function Moving<Word extends string>({ label, word, words, told, set }: Props<Word>) {
  const { move, isPending } = useMoving(set, told);
  return (
    <NativeSelect
      aria-label={label}
      size="sm"
      value={word}
      disabled={isPending}
      data={words.map(([value, text]) => ({ value, label: text }))}
      onChange={(event) => {
        const found = words.find(([each]) => each === event.currentTarget.value);
        if (found) move(found[0], word);
      }}
    />
  );
}
