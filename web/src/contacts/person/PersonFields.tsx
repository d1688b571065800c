import { Button } from "@mantine/core";
import { Problem, wordsOf } from "../../api/problem";
import { Attributes } from "./Attributes";
import { PersonField, type FieldName } from "./PersonField";
import type { Values } from "./values";
import styles from "./Person.module.css";

interface Props {
  readonly values: Values;
  readonly onChange: (values: Values) => void;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly button: string;
  readonly onKeep: () => void;
}

const ROWS: readonly (readonly FieldName[])[] = [
  ["first_name", "last_name"],
  ["phone", "email"],
  ["country", "region", "postcode"],
  ["time_zone", "locale"],
  ["lifecycle", "external_id"],
  ["tags"],
];

/** The fields of a person. What the API refuses is told at its field. */
export function PersonFields({ values, onChange, error, isPending, button, onKeep }: Props) {
  const wrong = error instanceof Problem ? error : undefined;
  const at = (name: string) => wrong?.field?.startsWith(name);
  const placed = ROWS.flat().some((name) => at(name));
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onKeep();
      }}
    >
      {ROWS.map((row) => (
        <div key={row[0]} className={styles.pair}>
          {row.map((name) => (
            <PersonField key={name} name={name} value={values[name]} onChange={(value) => onChange({ ...values, [name]: value })} error={at(name) && wrong ? wordsOf(wrong) : undefined} />
          ))}
        </div>
      ))}
      <Attributes pairs={values.attributes} onChange={(attributes) => onChange({ ...values, attributes })} />
      {error !== null && !placed && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(error)}
        </p>
      )}
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {button}
        </Button>
      </div>
    </form>
  );
}
