import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { wordsIn } from "./person/values";
import type { Contact } from "./queries";
import styles from "./Contacts.module.css";

/** Gives tags to many; whoever had them already keeps them when it is taken back. */
export default function TagMany({ chosen, onClose }: { readonly chosen: readonly Contact[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [typed, setTyped] = useState("");
  const tags = wordsIn(typed);
  const refresh = () => void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
  const back = (ids: string[]) =>
    void api.POST("/contacts/tags", { body: { contact_ids: ids, add: [], remove: tags } }).then(refresh, (error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/contacts/tags", { body: { contact_ids: chosen.map(({ id }) => id), add: tags, remove: [] } })),
    onSuccess: ({ changed }) => {
      refresh();
      const oneTag = tags.length === 1; // of several, somebody may have had some before
      tell(t("contacts.tagged", { count: changed.length }), oneTag && changed.length > 0 ? { undo: () => back(changed) } : {});
      onClose();
    },
  });
  return (
    <Dialog title={t("contacts.deed.tag")} unsaved={typed !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <TextInput label={t("contacts.tags")} description={t("person.byCommas")} dir="auto" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} error={error ? wordsOf(error) : undefined} />
        <div>
          <Button type="submit" disabled={tags.length === 0} loading={isPending}>
            {t("contacts.tagThem", { count: chosen.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
