import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { undoOf, type Import } from "./queries";
import { Undone } from "./Undone";
import styles from "./Imports.module.css";

/** Says what undoing an import would do to whom, and does it only then: an undo has no undo. */
export function AskUndo({ found, onClose }: { readonly found: Import; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const { data, error } = useQuery(undoOf(place.id, found.id, found.updated_at));
  const { mutate, error: refused, isPending } = useMutation({
    mutationFn: () => api.POST("/imports/{import_id}/undo", { params: { path: { import_id: found.id } } }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["imports", place.id] });
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("imports.undo.begun"));
      onClose();
    },
  });
  const wrong = error ?? refused;
  return (
    <Dialog title={t("imports.undo.ask")} onClose={onClose}>
      {!data && !wrong && <Skeleton height={180} radius="lg" />}
      {data && <Undone told={data} />}
      {data && data.looked_at < data.people && <p className={styles.quiet}>{t("imports.undo.first", { looked: count(data.looked_at), people: count(data.people) })}</p>}
      <p>{t("imports.undo.never")}</p>
      {wrong && (
        <p role="alert" className={styles.failure}>
          {wordsOf(wrong)}
        </p>
      )}
      <div className={styles.row}>
        <Button loading={isPending} disabled={!data} onClick={() => mutate()}>
          {t("imports.undo.do")}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("imports.undo.leave")}
        </Button>
      </div>
    </Dialog>
  );
}
