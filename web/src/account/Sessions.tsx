import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import styles from "./Account.module.css";

export function Sessions() {
  const { t } = useTranslation();
  const { agoByWatch } = useFormats();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery({ queryKey: ["session", "all"], queryFn: () => read(api.GET("/account/sessions")) });
  const { mutate, isPending } = useMutation({
    mutationFn: () => api.DELETE("/account/sessions"),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: "/sign-in" });
      tell(t("signIn.signedOut"));
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (
    <Sheet title={t("account.sessions")}>
      {!data && <Skeleton height={60} />}
      <ul className={styles.list}>
        {data?.items.map(({ id, device, seen_at, is_this }) => (
          <li key={id}>
            <strong>{device}</strong> <span className={styles.quiet}>{is_this ? t("account.thisOne") : t("account.seen", { when: agoByWatch(seen_at) })}</span>
          </li>
        ))}
      </ul>
      <div className={styles.row}>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {t("account.everywhere")}
        </Button>
      </div>
    </Sheet>
  );
}
