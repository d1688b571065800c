import type { ReactNode } from "react";
import styles from "./Choices.module.css";

export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly text?: ReactNode;
  readonly aside?: ReactNode;
  readonly disabled?: boolean;
}

interface Props {
  readonly legend: string;
  readonly name: string;
  readonly value: string | null;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
  /** Side by side where there is room; else one below the other. */
  readonly beside?: boolean;
}

/** One of a few things, each with a sentence: radio buttons that are easy to hit. */
export function Choices({ legend, name, value, choices, onChoose, beside }: Props) {
  return (
    <fieldset className={styles.choices} data-beside={beside || undefined}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={styles.choice}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === value} disabled={choice.disabled} onChange={() => onChoose(choice.value)} />
          <span className={styles.words}>
            <strong dir="auto">{choice.title}</strong>
            {choice.text && <span className={styles.text}>{choice.text}</span>}
          </span>
          {choice.aside && <span className={styles.aside}>{choice.aside}</span>}
        </label>
      ))}
    </fieldset>
  );
}
