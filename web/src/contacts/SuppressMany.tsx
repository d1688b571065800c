import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read, type Schemas } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import type { Contact } from "./queries";
import styles from "./Contacts.module.css";

const CHANNELS: readonly Schemas["Channel"][] = ["sms", "whatsapp"];
const FORMER = 2;

/** Closes the phones of many to a channel. They share a source of their own, by which all of them are opened again. */
export default function SuppressMany({ chosen, onClose }: { readonly chosen: readonly Contact[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [channel, setChannel] = useState<Schemas["Channel"]>("sms");
  const [source] = useState(() => `contacts, ${new Date().toISOString()}`);
  const phones = chosen.flatMap((contact) => contact.phones.filter((phone) => phone.preference < FORMER).map((phone) => phone.value));
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
    void queries.invalidateQueries({ queryKey: ["suppressions", place.id] });
  };
  const back = () =>
    void api.POST("/suppressions/lift", { body: { source, reason: t("suppressions.takenBack") } }).then(refresh, (error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/suppressions", { body: { phone_numbers: phones, channel, scope: "all", reason: "manual", source } })),
    onSuccess: ({ closed }) => {
      refresh();
      tell(t("suppressions.closed", { count: closed }), closed > 0 ? { undo: back } : {});
      onClose();
    },
  });
  return (
    <Dialog title={t("contacts.deed.suppress")} onClose={onClose}>
      <p>{t("contacts.suppressWhat", { count: phones.length })}</p>
      <Chips label={t("suppressions.channel")} value={channel} choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} onChoose={setChannel} />
      {error && (
        <p role="alert" className={styles.wrong}>
          {wordsOf(error)}
        </p>
      )}
      <div>
        <Button disabled={phones.length === 0} loading={isPending} onClick={() => mutate()}>
          {t("suppressions.close")}
        </Button>
      </div>
    </Dialog>
  );
}
