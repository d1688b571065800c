import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { decide, type Meant, type Unclear } from "./queries";
import styles from "./Decisions.module.css";

export interface Asked {
  readonly unclear: Unclear;
  readonly decision: Meant;
}

interface Props {
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** Asks before a decision that is not turned round; to write on to somebody needs what they meant. */
export function MeantDialog({ asked: { unclear, decision }, onClose }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const keeps = decision === "keep";
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => decide(unclear.message.id, decision, reason.trim()),
    onSuccess: () => {
      for (const room of ["unclear", "home", "contacts", "suppressions"]) void queries.invalidateQueries({ queryKey: [room, place.id] });
      tell(t(`decisions.done.${decision}`));
      onClose();
    },
  });
  return (
    <Dialog title={t(keeps ? "decisions.keep" : "decisions.optOut")} unsaved={reason !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <blockquote className={styles.words} dir="auto">
          {unclear.message.text}
        </blockquote>
        <p>{t(`decisions.means.${decision}`)}</p>
        <TextInput
          label={t(keeps ? "decisions.meant" : "decisions.meantMaybe")}
          placeholder={t("decisions.meantHint")}
          required={keeps}
          withAsterisk={false}
          maxLength={500}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.answers}>
          <Button type="submit" loading={isPending} disabled={keeps && reason.trim() === ""} {...(keeps ? {} : { color: "red.8" })}>
            {t(`decisions.go.${decision}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
