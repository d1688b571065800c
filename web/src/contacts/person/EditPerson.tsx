import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";
import { PersonFields } from "./PersonFields";
import { sentOf, valuesOf, type Sent } from "./values";

/** Changes who they are. What was changed can be taken back; an address that was added stays. */
export default function EditPerson({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [before] = useState(() => valuesOf(contact));
  const [values, setValues] = useState(before);
  const sent = sentOf(before, values);
  const write = (body: Sent) => api.PATCH("/contacts/{contact_id}", { params: { path: { contact_id: contact.id } }, body });
  const refresh = () => void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => write(sent),
    onSuccess: () => {
      const back = () => void write(sentOf({ ...values, phone: "", email: "" }, before)).then(refresh, (problem: unknown) => tell(wordsOf(problem), { tone: "bad" }));
      refresh();
      tell(t("person.kept"), { undo: back });
      onClose();
    },
  });
  const unsaved = JSON.stringify(values) !== JSON.stringify(before);
  return (
    <Dialog title={t("person.deed.edit")} wide unsaved={unsaved} onClose={onClose}>
      <PersonFields values={values} onChange={setValues} error={error} isPending={isPending} button={t("person.keep")} onKeep={() => (unsaved ? mutate() : onClose())} />
    </Dialog>
  );
}
