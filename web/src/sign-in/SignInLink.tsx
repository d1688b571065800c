import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { sessionQuery } from "../api/session";
import { DeadLink } from "./DeadLink";
import { Frame } from "./Frame";
import { secretOfAddress } from "./secret";
import { wayOn } from "./wayOn";

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
      router.history.replace(wayOn(undefined));
    },
  });
  useEffect(() => {
    if (asked.current) return;
    asked.current = true; // the link opens once
    mutate(secretOfAddress());
  }, [mutate]);
  return (
    <Frame title={t("signIn.link")}>
      {error ? <DeadLink error={error} /> : <p role="status">{t("app.loading")}</p>}
    </Frame>
  );
}
