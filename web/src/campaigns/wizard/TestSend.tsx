import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { sentences } from "../../ui/sentences";
import { sendTest, traceOf, type Campaign } from "../queries";
import type { Keeping } from "./useDraft";
import styles from "./Wizard.module.css";

const LOOKS_MS = 2_000;
const ENDS = new Set(["delivered", "read", "failed", "suppressed", "expired", "cancelled", "unknown"]);

/** The message as it is, to a number of one's own that is on the allow-list; what becomes of it is said here. */
export function TestSend({ campaign, keeping }: { readonly campaign: Campaign; readonly keeping: Keeping }) {
  const { t } = useTranslation();
  const [number, setNumber] = useState("");
  const byEmail = campaign.channel === "email";
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: async () => {
      await keeping.sure();
      return sendTest(campaign.id, byEmail ? { email: number.trim() } : { phone_number: number.trim() });
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (number.trim()) mutate();
  };
  return (
    <Sheet title={t("wizard.test")}>
      <form className={styles.row} onSubmit={send}>
        <TextInput
          label={t(byEmail ? "wizard.testEmail" : "wizard.testNumber")}
          description={t("wizard.testWhy")}
          type={byEmail ? "email" : "tel"}
          autoComplete={byEmail ? "email" : "tel"}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={isPending} disabled={!number.trim()}>
          {t("wizard.testSend")}
        </Button>
      </form>
      {error && (
        <p role="alert" className={styles.problem}>
          {wordsOf(error)}
        </p>
      )}
      {data && <Fate message={data.message_id} byEmail={byEmail} />}
    </Sheet>
  );
}

function Fate({ message, byEmail }: { readonly message: string; readonly byEmail: boolean }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data } = useQuery({
    ...traceOf(place.id, message, i18n.language),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.status, byEmail) ? false : LOOKS_MS),
  });
  const last = data?.steps.at(-1);
  return (
    <p role="status">
      {last ? last.sentence : t("app.loading")} {sentences(data?.sentence, data?.fix)}
    </p>
  );
}

/** Whether nothing more is heard of a message: of an email that was handed in, only if it comes back. */
function isOver(status: string, byEmail: boolean): boolean {
  return ENDS.has(status) || (byEmail && status === "sent");
}
