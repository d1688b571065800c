import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Refusal } from "../../settings/parts";
import { Sheet } from "../../ui/Page";
import { WAYS } from "./drafts";
import { tryOut, type AutoAnswer } from "./queries";
import { Decision } from "./Decision";
import styles from "../../settings/Settings.module.css";

const WHENS = ["now", "open", "closed"] as const;

/** A message to try: what would be done about it, and why. Nothing is sent. */
export function TryIt({ answers }: { readonly answers: readonly AutoAnswer[] }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [channel, setChannel] = useState<Schemas["Channel"]>("sms");
  const [when, setWhen] = useState<(typeof WHENS)[number]>("now");
  const trying = useMutation({ mutationFn: () => tryOut(text.trim(), channel, when === "now" ? null : when === "closed") });
  const go = () => {
    if (text.trim()) trying.mutate();
  };
  return (
    <Sheet title={t("answering.try")}>
      <p className={styles.quiet}>{t("answering.tryWhat")}</p>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <Textarea
          label={t("answering.message")}
          placeholder={t("answering.messageLike")}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1000}
          dir="auto"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
          }}
        />
        <div className={styles.fields}>
          <NativeSelect
            label={t("answering.byChannel")}
            value={channel}
            onChange={(event) => setChannel(WAYS.find((each) => each === event.currentTarget.value) ?? "sms")}
            data={WAYS.map((value) => ({ value, label: t(`channel.${value}`) }))}
          />
          <NativeSelect
            label={t("answering.atTime")}
            value={when}
            onChange={(event) => setWhen(WHENS.find((each) => each === event.currentTarget.value) ?? "now")}
            data={WHENS.map((value) => ({ value, label: t(`answering.whens.${value}`) }))}
          />
        </div>
        <div className={styles.row}>
          <Button type="submit" loading={trying.isPending} disabled={!text.trim()}>
            {t("answering.tryGo")}
          </Button>
        </div>
      </form>
      <Refusal error={trying.error} />
      <div aria-live="polite">{trying.data && <Decision tried={trying.data} answers={answers} />}</div>
    </Sheet>
  );
}
