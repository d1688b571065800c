import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { wordsOf } from "../api/problem";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Dialog } from "../ui/Dialog";
import { tell } from "../ui/toasts";
import { addressesIn, CHANNELS, type Channel, type Scope } from "./queries";
import { Refused } from "./Refused";
import styles from "./Suppressions.module.css";

const WHY = ["manual", "imported"] as const;
const SCOPES: readonly Scope[] = ["all", "marketing"];

/** Closes one address or a list: typed, pasted, or read from a file of a former system. */
export default function CloseNumbers({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [channel, setChannel] = useState<Channel>("sms");
  const [scope, setScope] = useState<Scope>("all");
  const [reason, setReason] = useState<(typeof WHY)[number]>("manual");
  const [source, setSource] = useState("");
  const numbers = addressesIn(text, channel);
  const byEmail = channel === "email";
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ["suppressions", place.id] });
    void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
  };
  const back = () =>
    void api.POST("/suppressions/lift", { body: { source, reason: t("suppressions.takenBack") } }).then(refresh, (error: unknown) => tell(wordsOf(error), { tone: "bad" }));
  const { mutate, data, error, isPending } = useMutation({
    mutationFn: () => read(api.POST("/suppressions", { body: { phone_numbers: numbers, channel, scope, reason, source } })),
    onSuccess: ({ closed, invalid }) => {
      refresh();
      tell(t("suppressions.closed", { count: closed, replace: { count: count(closed) } }), closed > 0 ? { undo: back } : {});
      if (invalid.length === 0) onClose();
    },
  });
  return (
    <Dialog title={t("suppressions.add")} unsaved={text !== "" && !data} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          mutate();
        }}
      >
        <Chips label={t("suppressions.channel")} value={channel} choices={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))} onChoose={setChannel} />
        <Textarea label={t(byEmail ? "suppressions.emails" : "suppressions.numbers")} description={t("suppressions.numbersHint")} autosize minRows={3} maxRows={10} dir="ltr" value={text} onChange={(event) => setText(event.currentTarget.value)} />
        <div className={styles.row}>
          <input ref={input} type="file" hidden data-testid="numbers" accept=".csv,.txt,text/*" onChange={(event) => void event.currentTarget.files?.[0]?.text().then(setText)} />
          <Button variant="default" size="compact-md" onClick={() => input.current?.click()}>
            {t("suppressions.fromFile")}
          </Button>
          <span className={styles.quiet} role="status">
            {t(byEmail ? "suppressions.foundEmails" : "suppressions.found", { count: numbers.length, replace: { count: count(numbers.length) } })}
          </span>
        </div>
        <NativeSelect label={t("suppressions.scope")} value={scope} onChange={(event) => setScope(event.currentTarget.value === "marketing" ? "marketing" : "all")} data={SCOPES.map((value) => ({ value, label: t(`suppressions.scopes.${value}`) }))} />
        <NativeSelect label={t("suppressions.why")} value={reason} onChange={(event) => setReason(event.currentTarget.value === "imported" ? "imported" : "manual")} data={WHY.map((value) => ({ value, label: t(`suppressions.reasons.${value}`) }))} />
        <TextInput label={t("suppressions.source")} description={t("suppressions.sourceHint")} required withAsterisk={false} maxLength={200} value={source} onChange={(event) => setSource(event.currentTarget.value)} />
        {data && <Refused numbers={numbers} refused={data.invalid} />}
        {error && (
          <p role="alert" className={styles.wrong}>
            {wordsOf(error)}
          </p>
        )}
        <div>
          <Button type="submit" loading={isPending} disabled={numbers.length === 0}>
            {t("suppressions.close")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
