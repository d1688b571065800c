import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { tell } from "../../ui/toasts";
import { nameOf } from "../naming";
import type { Contact } from "../queries";
import styles from "./Person.module.css";

/** Removes a person for good. There is no way back, so that their name has to be typed. */
export default function ErasePerson({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const name = nameOf(contact) || contact.phones[0]?.value || contact.emails[0]?.value || contact.id;
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.DELETE("/contacts/{contact_id}", { params: { path: { contact_id: contact.id }, query: { confirm: contact.id } } }),
    onSuccess: async () => {
      await navigate({ to: "/o/$slug/contacts", params: { slug: place.slug } });
      queries.removeQueries({ queryKey: ["contacts", place.id, "one", contact.id] });
      await queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("person.erased"));
    },
  });
  return (
    <Dialog title={t("person.deed.erase")} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <p>{t("person.eraseWhat")}</p>
        <p>{t("person.eraseStays")}</p>
        <TextInput label={t("person.eraseType", { name })} autoComplete="off" dir="auto" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.row}>
          <Button type="submit" className={styles.final ?? ""} disabled={typed.trim() !== name.trim()} loading={isPending}>
            {t("person.eraseNow")}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t("person.leave")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
