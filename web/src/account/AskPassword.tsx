import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import styles from "./Account.module.css";

interface Props {
  readonly onGiven: (password: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** The password once more, so that a screen left open does no harm. */
export function AskPassword({ onGiven, onCancel }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: () => onGiven(password) });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <PasswordInput
        label={t("account.confirmPassword")}
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={error ? wordsOf(error) : undefined}
      />
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("account.go")}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t("account.cancel")}
        </Button>
      </div>
    </form>
  );
}
