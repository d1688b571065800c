import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { Problem, wordsOf } from "../api/problem";
import { sessionQuery } from "../api/session";
import { Frame } from "./Frame";
import { wayOn } from "./wayOn";
import styles from "./Frame.module.css";

/** Email and password, then a code where the account asks for one. */
export function SignIn() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const { next } = useSearch({ from: "/sign-in" });
  const [given, setGiven] = useState({ email: "", password: "", code: "" });
  const [asksCode, setAsksCode] = useState(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => read(api.POST("/session", { body: { email: given.email, password: given.password, ...(asksCode ? { code: given.code } : {}) } })),
    onSuccess: (visit) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, visit);
      router.history.push(wayOn(next));
    },
    onError: (problem) => setAsksCode((before) => before || (problem instanceof Problem && problem.code === "code_needed")),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  const again = () => {
    setGiven({ email: "", password: "", code: "" });
    setAsksCode(false);
    reset();
  };
  const told = error instanceof Problem && error.code === "code_needed" ? null : error;
  const change = (field: keyof typeof given) => (event: FormEvent<HTMLInputElement>) => setGiven({ ...given, [field]: event.currentTarget.value });
  return (
    <Frame title={t("signIn.title")}>
      <form onSubmit={submit}>
        {told && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(told)}
          </p>
        )}
        {asksCode ? (
          <TextInput
            key="code"
            label={t("signIn.code")}
            description={t("signIn.codeHint")}
            autoComplete="one-time-code"
            required
            withAsterisk={false}
            autoFocus
            value={given.code}
            onChange={change("code")}
          />
        ) : (
          <>
            <TextInput label={t("signIn.email")} type="email" autoComplete="username" required withAsterisk={false} value={given.email} onChange={change("email")} />
            <PasswordInput
              label={t("signIn.password")}
              autoComplete="current-password"
              required
              withAsterisk={false}
              value={given.password}
              onChange={change("password")}
            />
          </>
        )}
        <Button type="submit" size="md" loading={isPending}>
          {t("signIn.go")}
        </Button>
        {asksCode && (
          <Button variant="subtle" onClick={again}>
            {t("signIn.back")}
          </Button>
        )}
      </form>
      <p className={styles.help}>{t("signIn.help")}</p>
    </Frame>
  );
}
