import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Dialog } from "../../ui/Dialog";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";
import styles from "./Person.module.css";

const FORMER = 2;

/** Shows whose a number is: a code goes to it, and the person reads it back. */
export default function Verify({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const phones = contact.phones.filter((phone) => phone.preference < FORMER);
  const [chosen, setChosen] = useState(phones[0]?.id ?? "");
  const [code, setCode] = useState("");
  const at = { contact_id: contact.id };
  const asking = useMutation({ mutationFn: () => read(api.POST("/contacts/{contact_id}/verifications", { params: { path: at }, body: { address_id: chosen } })) });
  const checking = useMutation({
    mutationFn: (id: string) => read(api.POST("/contacts/{contact_id}/verifications/{verification_id}/check", { params: { path: { ...at, verification_id: id } }, body: { code } })),
    onSuccess: ({ state }) => {
      if (state !== "verified") return;
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t("person.isVerified"));
      onClose();
    },
  });
  const asked = asking.data;
  const wrong = asking.error ?? checking.error;
  const missed = checking.data && checking.data.state !== "verified" ? t(`person.verification.${checking.data.state}`, { count: checking.data.tries_left }) : undefined;
  return (
    <Dialog title={t("person.deed.verify")} onClose={onClose}>
      {phones.length === 0 && <p>{t("person.noPhone")}</p>}
      {phones.length > 0 && (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (asked) checking.mutate(asked.id);
            else asking.mutate();
          }}
        >
          <p>{t("person.verifyWhy")}</p>
          {!asked && <NativeSelect label={t("person.field.phone")} value={chosen} onChange={(event) => setChosen(event.currentTarget.value)} data={phones.map(({ id, value }) => ({ value: id, label: value }))} />}
          {asked && (
            <TextInput label={t("person.code")} autoFocus inputMode="numeric" autoComplete="off" value={code} onChange={(event) => setCode(event.currentTarget.value)} error={missed} required withAsterisk={false} />
          )}
          {wrong && (
            <p role="alert" className={styles.wrong}>
              {wordsOf(wrong)}
            </p>
          )}
          <div className={styles.row}>
            <Button type="submit" loading={asking.isPending || checking.isPending}>
              {t(asked ? "person.checkCode" : "person.sendCode")}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
