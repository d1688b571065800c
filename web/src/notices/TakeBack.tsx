import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { Ask } from "../settings/Ask";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { takeBack, type Notice } from "./queries";

/** Lets nothing more of a notice leave. What has left can't be called back, so it is asked about first. */
export function TakeBack({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [asks, setAsks] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: () => takeBack(notice.id),
    onSuccess: () => {
      setAsks(false);
      tell(t("notices.takenBack"));
      void queries.invalidateQueries({ queryKey: ["notices", place.id] });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsks(true)}>
        {t("notices.takeBack")}
      </Button>
      {asks && (
        <Ask title={t("notices.takeBack")} text={t("notices.takeBackWhat")} go={t("notices.takeBack")} busy={isPending} onGo={() => mutate()} onClose={() => setAsks(false)} />
      )}
    </>
  );
}
