import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { sessionQuery } from "../api/session";
import { Frame } from "./Frame";
import { secretOfAddress } from "./secret";
import styles from "./Frame.module.css";

/** Opens a session by the secret behind the # of the address. */
export function SignInLink() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const asked = useRef(false);
  const { mutate, error } = useMutation({
    mutationFn: (secret: string) => read(api.POST("/session/link", { body: { secret } })),
    onSuccess: (visit) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, visit);
      router.history.replace("/");
    },
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true; // the link opens once
    mutate(secretOfAddress());
  }, [mutate]);
  return (
    <Frame title={t("signIn.link")}>
      {error ? (
        <>
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
          <Button component={Link} to="/sign-in">
            {t("signIn.go")}
          </Button>
        </>
      ) : (
        <p role="status">{t("app.loading")}</p>
      )}
    </Frame>
  );
}
