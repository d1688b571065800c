import { Button, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { Dialog } from "../../ui/Dialog";
import type { Contact } from "../queries";
import styles from "./Person.module.css";

const DAYS = 30;

/** A link to their own page of wishes, to be given to them and nobody else. */
export default function PreferenceLink({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { copy, copied } = useClipboard({ timeout: 4000 });
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/contacts/{contact_id}/links", { params: { path: { contact_id: contact.id } }, body: { kind: "p", channel: "sms", days: DAYS } })),
  });
  return (
    <Dialog title={t("person.deed.link")} onClose={onClose}>
      <p>{t("person.linkWhy", { count: DAYS })}</p>
      {data && <TextInput label={t("person.link")} readOnly value={data.url} onFocus={(event) => event.currentTarget.select()} />}
      {error && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(error)}
        </p>
      )}
      <div className={styles.row} aria-live="polite">
        {!data && (
          <Button loading={isPending} onClick={() => mutate()}>
            {t("person.makeLink")}
          </Button>
        )}
        {data && <Button onClick={() => copy(data.url)}>{t(copied ? "person.copied" : "person.copy")}</Button>}
      </div>
    </Dialog>
  );
}
