import { Button, Textarea } from "@mantine/core";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { KNOWN, written } from "./variables";
import styles from "./Editor.module.css";

interface Props {
  readonly label: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly readOnly: boolean;
  readonly error?: string | undefined;
  readonly onChange: (value: string) => void;
  /** What a button puts in the text where the cursor stands, by its name; by default the variables that every template may name. */
  readonly inserts?: Readonly<Record<string, string>>;
}

const VARIABLES: Readonly<Record<string, string>> = Object.fromEntries(KNOWN.map((name) => [name, written(name)]));

/** A text with buttons that put something where the cursor stands. */
export function TextArea({ label, description, value, readOnly, error, onChange, inserts = VARIABLES }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (what: string) => {
    const { selectionStart: from = value.length, selectionEnd: to = value.length } = field.current ?? {};
    onChange(value.slice(0, from) + what + value.slice(to));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(from + what.length, from + what.length);
    });
  };
  return (
    <div className={styles.field}>
      <Textarea
        ref={field}
        label={label}
        description={description}
        autosize
        minRows={4}
        maxRows={16}
        spellCheck
        value={value}
        readOnly={readOnly}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {!readOnly && (
        <div className={styles.inserts} role="group" aria-label={t("templates.insert")}>
          <span aria-hidden="true">{t("templates.insert")}</span>
          {Object.entries(inserts).map(([name, what]) => (
            <Button key={name} size="compact-sm" variant="default" onClick={() => insert(what)}>
              {name}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
