import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { statsOf } from "../campaigns/queries";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Choices } from "../ui/Choices";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { canSendAgain, settle, type Outcome, type Subject } from "./queries";
import styles from "./Decisions.module.css";

const OUTCOMES: readonly Outcome[] = ["arrived", "not_sent", "send_again"];

/** What became of messages that nobody can confirm: each answer says what it does, and all of them want to know how one knows. */
export function SettleDialog({ subject, onClose }: { readonly subject: Subject; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome>();
  const [reason, setReason] = useState("");
  const { mutate, error, isPending } = useMutation({
    mutationFn: (chosen: Outcome) => settle(subject, chosen, reason.trim()),
    onSuccess: (settled, chosen) => {
      tell(t(`decisions.settled.${chosen}`, { count: settled, all: count(settled) }));
      onClose();
    },
    onSettled: () => {
      for (const room of ["messages", "home", "campaigns"]) void queries.invalidateQueries({ queryKey: [room, place.id] });
    },
  });
  const again = canSendAgain(subject.source);
  const name = subject.message ? (subject.message.contact_name ?? t("contacts.noName")) : subject.source.name;
  return (
    <Dialog title={t(subject.message ? "decisions.whatBecame" : "decisions.whatBecameOfAll", { name })} unsaved={reason !== ""} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (outcome) mutate(outcome);
        }}
      >
        {!subject.message && <HowMany subject={subject} />}
        <Choices
          legend={t("decisions.outcome")}
          name="outcome"
          value={outcome ?? null}
          choices={OUTCOMES.map((value) => ({
            value,
            title: t(`decisions.outcomes.${value}`),
            text: t(value === "send_again" && !again ? "decisions.cannotAgain" : `decisions.outcomeMeans.${value}`),
            disabled: value === "send_again" && !again,
          }))}
          onChoose={(value) => setOutcome(OUTCOMES.find((each) => each === value))}
        />
        <TextInput
          label={t("decisions.know")}
          description={t("decisions.knowHint")}
          required
          withAsterisk={false}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div className={styles.answers}>
          <Button type="submit" loading={isPending} disabled={outcome === undefined || reason.trim() === ""} {...(outcome === "send_again" ? { color: "red.8" } : {})}>
            {t(subject.message ? "decisions.settle" : "decisions.settleAll")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** How many a decision about all is about, those that the list has not loaded too. */
function HowMany({ subject: { source } }: { readonly subject: Subject }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { data } = useQuery({ ...statsOf(place.id, source.id), enabled: source.kind === "campaign" });
  return <p>{data ? t("decisions.howMany", { count: data.unconfirmed, all: count(data.unconfirmed) }) : t("decisions.allOfThem")}</p>;
}
