import { UnstyledButton } from "@mantine/core";
import styles from "./Chips.module.css";

interface Props<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChoose: (value: Value) => void;
}

/** One of several words that wrap where they must: what a list is narrowed to. */
export function Chips<Value extends string>({ label, value, choices, onChoose }: Props<Value>) {
  return (
    <div role="group" aria-label={label} className={styles.chips}>
      {choices.map((choice) => (
        <UnstyledButton key={choice.value} className={styles.chip} aria-pressed={choice.value === value} onClick={() => onChoose(choice.value)}>
          {choice.label}
        </UnstyledButton>
      ))}
    </div>
  );
}
