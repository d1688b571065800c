import { Textarea, TextInput } from "@mantine/core";
import type { KeyboardEvent, RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Channel } from "./queries";
import styles from "./Inbox.module.css";

/** As much as each channel carries; the API refuses what is longer. */
const MOST: Readonly<Record<Channel, number>> = { sms: 1600, whatsapp: 4096, email: 100_000, push: 1000 };

interface Props {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly channel: Channel;
  readonly subject: string;
  readonly onSubject: (subject: string) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSlash: () => void;
  readonly onSend: () => void;
}

/** The words of an answer. A slash at the start of a word brings the canned ones, Ctrl and Enter send. */
export function WriteField({ field, channel, subject, onSubject, text, onText, onSlash, onSend }: Props) {
  const { t } = useTranslation();
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { selectionStart, value } = event.currentTarget;
    if (event.key === "/" && /(?:^|\s)$/u.test(value.slice(0, selectionStart))) {
      event.preventDefault();
      onSlash();
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
  };
  const titled = channel === "email" || channel === "push";
  return (
    <>
      {titled && <TextInput size="sm" aria-label={t("inbox.subject")} placeholder={t("inbox.subject")} maxLength={250} value={subject} onChange={(event) => onSubject(event.currentTarget.value)} />}
      <Textarea
        ref={field}
        className={styles.field ?? ""}
        aria-label={t("inbox.yourAnswer")}
        placeholder={t("inbox.placeholder")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={MOST[channel]}
        dir="auto"
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        onKeyDown={pressed}
      />
    </>
  );
}
