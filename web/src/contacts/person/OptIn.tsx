import { Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { useFormats } from "../../i18n/formats";
import { Chips } from "../../ui/Chips";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";
import { AskForm } from "./AskForm";

const WAYS = ["link", "reply"] as const;

/** Asks by SMS whether they want marketing; nothing counts as consent before they confirm it themselves. */
export default function OptIn({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const [source, setSource] = useState("");
  const [wording, setWording] = useState("");
  const [way, setWay] = useState<(typeof WAYS)[number]>("link");
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/contacts/{contact_id}/opt-ins", { params: { path: { contact_id: contact.id } }, body: { source, wording, confirm_by: way } })),
    onSuccess: ({ expires_at }) => {
      tell(t("person.optInAsked", { when: moment(expires_at) }));
      onClose();
    },
  });
  return (
    <AskForm
      title={t("person.deed.optIn")}
      why={t("person.optInWhy")}
      word={t("person.askThem")}
      unsaved={source !== "" || wording !== ""}
      error={error}
      pending={isPending}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <Chips label={t("person.confirmBy")} value={way} choices={WAYS.map((value) => ({ value, label: t(`person.confirm.${value}`) }))} onChoose={setWay} />
      <TextInput label={t("person.optInSource")} description={t("person.optInSourceHint")} required withAsterisk={false} value={source} onChange={(event) => setSource(event.currentTarget.value)} />
      <Textarea label={t("person.optInWording")} autosize minRows={3} required withAsterisk={false} dir="auto" value={wording} onChange={(event) => setWording(event.currentTarget.value)} />
    </AskForm>
  );
}
