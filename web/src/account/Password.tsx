import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { Problem, wordsOf } from "../api/problem";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import styles from "./Account.module.css";

export function Password() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [present, setPresent] = useState("");
  const [fresh, setFresh] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.PUT("/account/password", { body: { present, new: fresh } }),
    onSuccess: () => {
      setPresent("");
      setFresh("");
      void queries.invalidateQueries({ queryKey: ["session", "all"] });
      tell(t("account.changed"));
    },
  });
  const ofPresent = error instanceof Problem && error.code === "password_wrong";
  return (
    <Sheet title={t("account.password")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <PasswordInput
          label={t("account.present")}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={present}
          onChange={(event) => setPresent(event.currentTarget.value)}
          error={ofPresent ? wordsOf(error) : undefined}
        />
        <PasswordInput
          label={t("account.new")}
          description={t("signIn.chooseHint")}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={12}
          value={fresh}
          onChange={(event) => setFresh(event.currentTarget.value)}
          error={error && !ofPresent ? wordsOf(error) : undefined}
        />
        <div className={styles.row}>
          <Button type="submit" variant="default" loading={isPending}>
            {t("account.change")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
