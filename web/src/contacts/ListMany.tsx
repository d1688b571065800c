import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import type { Contact } from "./queries";
import styles from "./Contacts.module.css";

const MOST = 200;

/** Puts many into a list. It can be taken back where nobody was in it before. */
export default function ListMany({ chosen, onClose }: { readonly chosen: readonly Contact[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ["contacts", place.id, "lists"], queryFn: () => read(api.GET("/segments", { params: { query: { kind: "list", limit: MOST } } })) });
  const lists = data?.items ?? [];
  const [picked, setPicked] = useState("");
  const id = picked || lists[0]?.id || "";
  const at = { params: { path: { segment_id: id } } };
  const contact_ids = chosen.map((contact) => contact.id);
  const refresh = () => void queries.invalidateQueries({ queryKey: ["segments", place.id] });
  const back = () => void api.POST("/segments/{segment_id}/members/remove", { ...at, body: { contact_ids } }).then(refresh, (error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/segments/{segment_id}/members", { ...at, body: { contact_ids } })),
    onSuccess: ({ changed, unchanged }) => {
      refresh();
      tell(t("contacts.listed", { count: changed }), changed > 0 && unchanged === 0 ? { undo: back } : {});
      onClose();
    },
  });
  return (
    <Dialog title={t("contacts.deed.list")} onClose={onClose}>
      {!data && <Skeleton height={60} />}
      {data && lists.length === 0 && <p>{t("contacts.noList")}</p>}
      {lists.length > 0 && (
        <div className={styles.form}>
          <NativeSelect
            label={t("contacts.whichList")}
            value={id}
            onChange={(event) => setPicked(event.currentTarget.value)}
            data={lists.map((list) => ({ value: list.id, label: list.name }))}
            error={error ? wordsOf(error) : undefined}
          />
          <div>
            <Button loading={isPending} onClick={() => mutate()}>
              {t("contacts.listThem", { count: chosen.length })}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
