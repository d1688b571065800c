import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { usePlace } from "../shell/usePlace";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { nameOf } from "./naming";
import { PersonFields } from "./person/PersonFields";
import { NOTHING, sentOf } from "./person/values";

/** Adds one person by hand and goes to their page. */
export default function AddPerson({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [values, setValues] = useState(NOTHING);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/contacts", { body: sentOf(NOTHING, values) })),
    onSuccess: async (contact) => {
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("contacts.added", { name: nameOf(contact) || t("contacts.noName") }));
      await navigate({ to: "/o/$slug/contacts/$id", params: { slug: place.slug, id: contact.id } });
    },
  });
  return (
    <Dialog title={t("contacts.add")} wide unsaved={values !== NOTHING} onClose={onClose}>
      <PersonFields values={values} onChange={setValues} error={error} isPending={isPending} button={t("contacts.add")} onKeep={mutate} />
    </Dialog>
  );
}
