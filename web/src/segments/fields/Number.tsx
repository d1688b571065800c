import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Whole } from "../tree";

interface Props {
  readonly label: string;
  readonly value: Whole;
  readonly onNumber: (value: Whole) => void;
  /** Whether only whole numbers from zero on make sense. */
  readonly whole?: boolean;
}

/** A number; empty, or what is none, is `null`. What is typed stays as it is typed. */
export function NumberField({ label, value, onNumber, whole = true }: Props) {
  const [typed, setTyped] = useState(() => (value === null ? "" : String(value)));
  const shown = numberIn(typed, whole) === value ? typed : value === null ? "" : String(value);
  return (
    <TextInput
      aria-label={label}
      placeholder={label}
      inputMode={whole ? "numeric" : "decimal"}
      data-short
      value={shown}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onNumber(numberIn(event.currentTarget.value, whole));
      }}
    />
  );
}

export function numberIn(typed: string, whole: boolean): Whole {
  const plain = typed.trim().replace(",", ".");
  const fits = whole ? /^\d{1,9}$/u.test(plain) : /^-?\d{1,15}(?:\.\d{1,9})?$/u.test(plain);
  return fits ? Number(plain) : null;
}
