import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Problem, wordsOf } from "../api/problem";
import { copy } from "../ui/copying";
import styles from "./Settings.module.css";

export type Tone = "good" | "bad" | "plain";

export function Pill({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={styles.pill} data-tone={tone}>
      {children}
    </span>
  );
}

export function Note({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <div className={styles.note} data-tone={tone}>
      {children}
    </div>
  );
}

/** What was refused, unless the field at fault says so itself. */
export function Refusal({ error, fields = [] }: { readonly error: unknown; readonly fields?: readonly string[] }) {
  if (!error || (error instanceof Problem && error.field !== undefined && fields.includes(error.field))) return null;
  return (
    <p role="alert" className={styles.note} data-tone="bad">
      {wordsOf(error)}
    </p>
  );
}

/** What to say at a field, if it is the one at fault. */
export function faultOf(error: unknown, field: string): string | undefined {
  return error instanceof Problem && error.field === field ? wordsOf(error) : undefined;
}

export function CopyLine({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.copy}>
      <span>{label}</span>
      <div>
        <code>{text}</code>
        <Button variant="default" aria-label={t("settings.copyOf", { name: label })} onClick={() => void copy(text, t("settings.copied"))}>
          {t("settings.copy")}
        </Button>
      </div>
    </div>
  );
}

interface TickProps {
  readonly label: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Tick({ label, checked, disabled, onChange }: TickProps) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={checked} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
