import { NativeSelect } from "@mantine/core";

interface Props<Choice extends string> {
  readonly label: string;
  readonly value: Choice;
  readonly choices: readonly (readonly [Choice, string])[];
  readonly onPick: (choice: Choice) => void;
}

/** One of a few words in a sentence; its label is read out and not shown. */
export function Pick<Choice extends string>({ label, value, choices, onPick }: Props<Choice>) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data={choices.map(([word, text]) => ({ value: word, label: text }))}
      onChange={(event) => {
        const found = choices.find(([word]) => word === event.currentTarget.value);
        if (found) onPick(found[0]);
      }}
    />
  );
}
