import { TextInput } from "@mantine/core";
import { faultOf } from "../../settings/parts";

interface Props {
  /** As the API names it, to find what it refuses. */
  readonly field: string;
  readonly label: string;
  readonly description?: string;
  readonly min: number;
  readonly max: number;
  /** Whether parts of one are taken, too. */
  readonly parts?: boolean;
  readonly value: string;
  readonly error: unknown;
  readonly wrong?: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** A number, typed. */
export function NumberField({ field, label, description, min, max, parts = false, value, error, wrong, readOnly, onChange }: Props) {
  return (
    <TextInput
      type="number"
      label={label}
      {...(description ? { description } : {})}
      required
      withAsterisk={false}
      min={min}
      max={max}
      step={parts ? "any" : 1}
      readOnly={readOnly}
      error={wrong ?? faultOf(error, field)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
