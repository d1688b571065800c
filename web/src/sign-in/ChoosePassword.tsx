import { Button, PasswordInput, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { Problem, wordsOf } from "../api/problem";
import { sessionQuery } from "../api/session";
import { DeadLink } from "./DeadLink";
import { Frame } from "./Frame";
import { secretOfAddress } from "./secret";
import styles from "./Frame.module.css";

/** A first password, or a new one, by a link. Who has codes set up signs in with one next. */
export function ChoosePassword() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [secret] = useState(secretOfAddress);
  const [password, setPassword] = useState("");
  const { mutate, error, isPending, isIdle, isError } = useMutation({
    mutationFn: async () => {
      const { email } = await read(api.POST("/account/password/link", { body: { secret, password } }));
      try {
        return await read(api.POST("/session", { body: { email, password } }));
      } catch (problem) {
        if (problem instanceof Problem && problem.code === "code_needed") return null;
        throw problem;
      }
    },
    onSuccess: (visit) => {
      if (visit) queries.setQueryData(sessionQuery.queryKey, visit);
      void navigate({ to: visit ? "/" : "/sign-in" });
    },
  });
  const whose = useQuery({
    queryKey: ["link", secret],
    queryFn: () => read(api.POST("/account/password/link/whose", { body: { secret } })),
    staleTime: Infinity,
    enabled: isIdle || isError, // once it is used nobody's it is
  });
  if (whose.error && !(whose.error instanceof TypeError))
    return (
      <Frame title={t("signIn.choose")}>
        <DeadLink error={whose.error} />
      </Frame>
    );
  return (
    <Frame title={t("signIn.choose")}>
      {whose.data ? (
        <dl className={styles.whose}>
          <dt>{t("signIn.whose")}</dt>
          <dd>{whose.data.email}</dd>
          <dt>{t("signIn.whoseAt")}</dt>
          <dd dir="auto">{whose.data.organisations.join(", ")}</dd>
        </dl>
      ) : (
        whose.isPending && <Skeleton height={96} />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <input type="hidden" name="username" autoComplete="username" value={whose.data?.email ?? ""} readOnly />
        <PasswordInput
          label={t("signIn.password")}
          description={t("signIn.chooseHint")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={12}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" size="md" loading={isPending}>
          {t("signIn.chooseGo")}
        </Button>
      </form>
    </Frame>
  );
}
