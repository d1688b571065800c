import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { useFormats } from "../../i18n/formats";
import { Chips } from "../../ui/Chips";
import { Dialog } from "../../ui/Dialog";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";
import styles from "./Person.module.css";

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
    <Dialog title={t("person.deed.optIn")} unsaved={source !== "" || wording !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <p>{t("person.optInWhy")}</p>
        <Chips label={t("person.confirmBy")} value={way} choices={WAYS.map((value) => ({ value, label: t(`person.confirm.${value}`) }))} onChoose={setWay} />
        <TextInput label={t("person.optInSource")} description={t("person.optInSourceHint")} required withAsterisk={false} value={source} onChange={(event) => setSource(event.currentTarget.value)} />
        <Textarea label={t("person.optInWording")} autosize minRows={3} required withAsterisk={false} dir="auto" value={wording} onChange={(event) => setWording(event.currentTarget.value)} />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.row}>
          <Button type="submit" loading={isPending}>
            {t("person.askThem")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
