import { Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { wordsOf } from "../api/problem";
import { QrCode } from "./QrCode";
import styles from "./Account.module.css";

interface Props {
  readonly enrolment: Schemas["AuthenticatorShown"];
  readonly onCode: (code: string) => Promise<void>;
  readonly onCancel: () => void;
}

export function Enrolment({ enrolment, onCode, onCancel }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const { mutate, error, isPending } = useMutation({ mutationFn: () => onCode(code) });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <p className={styles.quiet}>{t("account.scan")}</p>
      <QrCode text={enrolment.uri} label={t("account.qr")} />
      <p>
        {t("account.secret")}: <code className={styles.secret}>{enrolment.secret}</code>
      </p>
      <TextInput
        label={t("signIn.code")}
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        error={error ? wordsOf(error) : undefined}
      />
      <div className={styles.row}>
        <Button type="submit" loading={isPending}>
          {t("account.turnOn")}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t("account.cancel")}
        </Button>
      </div>
    </form>
  );
}
