import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import type { Suppression } from "./queries";
import styles from "./Suppressions.module.css";

/** Opens an address again, with a reason that is kept and audited. */
export default function Lift({ closing, onClose }: { readonly closing: Suppression; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [reason, setReason] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.DELETE("/suppressions/{suppression_id}", { params: { path: { suppression_id: closing.id }, query: { reason } } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["suppressions", place.id] });
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("suppressions.open"));
      onClose();
    },
  });
  return (
    <Dialog title={t("suppressions.liftOne", { address: closing.address ?? "" })} unsaved={reason !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <p>{t("suppressions.liftWhat")}</p>
        <TextInput label={t("suppressions.liftReason")} description={t("suppressions.liftHint")} required withAsterisk={false} maxLength={200} value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div>
          <Button type="submit" loading={isPending}>
            {t("suppressions.lift")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
