import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { businessNow } from "../../api/time";
import { usePlace } from "../../shell/usePlace";
import { Chips } from "../../ui/Chips";
import { tell } from "../../ui/toasts";
import type { Contact } from "../queries";
import { AskForm } from "./AskForm";
import { asStatement, CHANNELS, nothingSaid, PURPOSES, STATUSES, type Given } from "./given";
import { recordConsent } from "./queries";
import { ShownWords } from "./ShownWords";

/** What a person said at the counter or on paper, in which words and how that can be shown; who records it is told by the ledger itself. */
export default function RecordConsent({ contact, onClose }: { readonly contact: Contact; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const [given, setGiven] = useState<Given>(() => nothingSaid(businessNow()));
  const change = (part: Partial<Given>) => setGiven((before) => ({ ...before, ...part }));
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => recordConsent(contact.id, asStatement(given)),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell(t(`person.recorded.${given.status}`));
      onClose();
    },
  });
  return (
    <AskForm
      title={t("person.deed.record")}
      why={t("person.recordWhy")}
      word={t("person.record")}
      unsaved={given.source !== "" || given.wording !== ""}
      error={error}
      pending={isPending}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <Chips label={t("person.theySaid")} value={given.status} choices={STATUSES.map((value) => ({ value, label: t(`person.consent.${value}`) }))} onChoose={(status) => change({ status })} />
      <Chips label={t("person.forChannel")} value={given.channel} choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} onChoose={(channel) => change({ channel })} />
      <NativeSelect
        label={t("person.forPurpose")}
        value={given.purpose}
        data={PURPOSES.map((value) => ({ value, label: t(`person.purpose.${value}`) }))}
        onChange={({ currentTarget: { value } }) => change({ purpose: PURPOSES.find((each) => each === value) ?? "marketing" })}
      />
      <TextInput
        label={t("person.saidWhere")}
        description={t("person.saidWhereHint")}
        required
        withAsterisk={false}
        maxLength={200}
        value={given.source}
        onChange={(event) => change({ source: event.currentTarget.value })}
      />
      <TextInput type="datetime-local" label={t("person.saidWhen")} required withAsterisk={false} value={given.at} onChange={(event) => change({ at: event.currentTarget.value })} />
      <ShownWords value={given.version} onChoose={(version) => change({ version })} />
      {given.version === "" && (
        <Textarea
          label={t("person.saidWords")}
          autosize
          minRows={2}
          dir="auto"
          required={given.status === "granted"}
          withAsterisk={false}
          maxLength={4000}
          value={given.wording}
          onChange={(event) => change({ wording: event.currentTarget.value })}
        />
      )}
      <TextInput label={t("person.paper")} description={t("person.paperHint")} maxLength={200} value={given.form} onChange={(event) => change({ form: event.currentTarget.value })} />
    </AskForm>
  );
}
