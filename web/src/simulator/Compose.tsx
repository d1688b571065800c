import { Button, TextInput } from "@mantine/core";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import styles from "./Simulator.module.css";

interface Props {
  readonly number: string;
  readonly busy: boolean;
  /** What stands before the line, such as what else can be sent. */
  readonly before: ReactNode;
  readonly onSay: (text: string) => void;
}

/** What somebody writes back: in their own words, or at once the word that ends everything. */
export function Compose({ number, busy, before, onSay }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onSay(text);
    setText("");
  };
  return (
    <form onSubmit={submit} className={styles.compose}>
      {before}
      <TextInput
        size="sm"
        aria-label={t("simulator.writeAs", { number })}
        placeholder={t("simulator.write")}
        maxLength={4096}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-md" loading={busy}>
        {t("simulator.send")}
      </Button>
    </form>
  );
}
