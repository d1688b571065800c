import "@mantine/core/styles/Radio.css";
import { Button, Radio, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { tell } from "../../ui/toasts";
import { useDebounced } from "../../ui/useDebounced";
import { nameOf } from "../naming";
import { contactsOf, type Contact } from "../queries";
import { wantedIn } from "../searching";
import { useUndoMerge } from "./useUndoMerge";
import styles from "./Person.module.css";

const SHOWN = 8;

/** Makes another contact a part of this one. It can be undone. */
export default function MergePerson({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const undoing = useUndoMerge();
  const [typed, setTyped] = useState("");
  const [other, setOther] = useState("");
  const wanted = wantedIn(useDebounced(typed));
  const found = useInfiniteQuery({ ...contactsOf(place.id, wanted), enabled: Object.keys(wanted).length > 0 });
  const people = (found.data?.pages[0]?.items ?? []).filter(({ id }) => id !== contact.id).slice(0, SHOWN);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/contacts/{contact_id}/merge", { params: { path: { contact_id: contact.id } }, body: { other } })),
    onSuccess: (merge) => {
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("person.merged"), { undo: () => undoing.mutate(merge.id) });
      onClose();
    },
  });
  const wrong = error ?? found.error;
  return (
    <Dialog title={t("person.deed.merge")} onClose={onClose}>
      <p>{t("person.mergeWhat", { name: nameOf(contact) || t("contacts.noName") })}</p>
      <TextInput label={t("person.mergeFind")} description={t("contacts.searchHint")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      {found.isFetching && <Skeleton height={60} />}
      {found.data && people.length === 0 && <p className={styles.quiet}>{t("contacts.noneFits")}</p>}
      {people.length > 0 && (
        <Radio.Group value={other} onChange={setOther} label={t("person.mergeWho")}>
          <div className={styles.form}>
            {people.map((person) => (
              <Radio key={person.id} value={person.id} label={nameOf(person) || t("contacts.noName")} description={[...person.phones, ...person.emails].map((each) => each.value).join(", ")} />
            ))}
          </div>
        </Radio.Group>
      )}
      {wrong && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(wrong)}
        </p>
      )}
      <div className={styles.row}>
        <Button disabled={!people.some(({ id }) => id === other)} loading={isPending} onClick={() => mutate()}>
          {t("person.mergeNow")}
        </Button>
      </div>
    </Dialog>
  );
}
