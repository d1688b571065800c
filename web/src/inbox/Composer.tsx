import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useInside } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { AnsweredMeanwhile } from "./AnsweredMeanwhile";
import { BringMenu } from "./bring/BringMenu";
import { partOf } from "./bring/bringing";
import { useBringing } from "./bring/useBringing";
import { CannedPicker } from "./CannedPicker";
import { useDraft } from "./drafts";
import { NoteForm } from "./NoteForm";
import type { Agent, Channel, Opened } from "./queries";
import { SendButtons } from "./SendButtons";
import { Suggested } from "./Suggested";
import { TemplateChoice, type Chosen } from "./TemplateChoice";
import { useSending } from "./useSending";
import { useWriting } from "./useWriting";
import { WayChoice } from "./WayChoice";
import { usableWay } from "./ways";
import { WriteField } from "./WriteField";
import styles from "./Inbox.module.css";
import { freshKey } from "./words";

const BringFields = lazy(() => import("./bring/BringFields"));

interface Props {
  readonly thread: Opened;
  readonly agents: readonly Agent[];
  readonly onWriting: (writing: boolean) => void;
}

/** Where an answer or a note is written. What was typed stays until it is sent, whatever happens meanwhile. */
export function Composer({ thread, agents, onWriting }: Props) {
  const { t } = useTranslation();
  const { person } = useInside();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, write, done] = useDraft(thread.id);
  const [noting, setNoting] = useState(false);
  const [chosen, setChosen] = useState<Channel>();
  const [subject, setSubject] = useState("");
  const [template, setTemplate] = useState<Chosen>();
  const [picking, setPicking] = useState(false);
  const way = usableWay(thread.ways, chosen);
  const byTemplate = way?.state === "template";
  const wrote = useWriting(onWriting);
  const [bringing, bring] = useBringing(way);
  const onSent = () => {
    done(bringing?.what === "place" ? draft.text : "");
    bring.forget();
    setSubject("");
    setTemplate(undefined);
    field.current?.focus();
  };
  const sending = useSending(thread, onSent, () => write({ key: freshKey() }));
  const answer = () => {
    setNoting(false);
    requestAnimationFrame(() => field.current?.focus());
  };
  useHotkeys([
    ["r", answer],
    ["n", () => setNoting(true)],
    [
      "/",
      () => {
        answer();
        setPicking(true);
      },
    ],
  ]);
  const part = bring.refused ? undefined : partOf(bringing, draft.text);
  const says = byTemplate ? template && { template: template.name, values: template.values, buttons: [] } : part && { ...part, values: {}, ...(subject.trim() ? { subject: subject.trim() } : {}) };
  const send = (then: "pending" | "resolved" | "open", anyway = false) => {
    if (!says || !way) return;
    // oxlint-disable-next-line unicorn/no-thenable -- the API calls it so, and nobody awaits what is sent
    sending.send({ ...says, key: draft.key, channel: way.channel, seen_up_to: thread.seen_up_to, then, anyway });
  };
  return (
    <section className={styles.composer} aria-label={t("inbox.answer")}>
      <Chips
        label={t("inbox.whatIsWritten")}
        value={noting ? "note" : "reply"}
        choices={[
          { value: "reply", label: t("inbox.reply") },
          { value: "note", label: t("inbox.note") },
        ]}
        onChoose={(value) => setNoting(value === "note")}
      />
      {noting && <NoteForm thread={thread} agents={agents.filter(({ user_id }) => user_id !== person.id)} note={draft.note} onNote={(note) => write({ note })} />}
      {!noting && (
        <>
          <WayChoice ways={thread.ways} way={way} onChoose={setChosen} />
          {sending.overtaken && <AnsweredMeanwhile busy={sending.busy} onSend={() => send(sending.overtaken ?? "pending", true)} onDrop={sending.forget} />}
          {byTemplate && way && <TemplateChoice thread={thread} channel={way.channel} chosen={template} onChoose={setTemplate} />}
          {way && !byTemplate && (
            <Suggested
              thread={thread.id}
              onInsert={(text) => {
                write({ text: draft.text.trim() ? `${draft.text.trimEnd()} ${text}` : text });
                field.current?.focus();
              }}
            />
          )}
          {way && !byTemplate && (
            <WriteField
              field={field}
              channel={way.channel}
              subject={subject}
              onSubject={setSubject}
              text={draft.text}
              onText={(text) => {
                write({ text });
                wrote();
              }}
              onSlash={() => setPicking(true)}
              onSend={() => send("pending")}
            />
          )}
          {bringing && !byTemplate && (
            <Suspense>
              {bring.refused && <p className={styles.refused}>{bring.refused}</p>}
              <BringFields thread={thread.id} bringing={bringing} onChange={bring.change} onDrop={bring.drop} />
            </Suspense>
          )}
          {picking && way && !byTemplate && (
            <CannedPicker
              thread={thread.id}
              onClose={() => {
                setPicking(false);
                field.current?.focus();
              }}
              onPick={(text) => {
                write({ text: draft.text.trim() ? `${draft.text.trimEnd()} ${text}` : text });
                setPicking(false);
                requestAnimationFrame(() => field.current?.focus());
              }}
            />
          )}
          {sending.problem && (
            <p role="alert" className={styles.refused}>
              {sending.problem}
            </p>
          )}
          {way && (
            <div className={styles.sendRow}>
              {!byTemplate && (
                <>
                  <Button variant="default" size="compact-md" onClick={() => setPicking(true)}>
                    {t("inbox.canned")}
                  </Button>
                  {!bringing && <BringMenu way={way} onChoose={bring.begin} />}
                </>
              )}
              <SendButtons busy={sending.busy} ready={says !== undefined} onSend={(then) => send(then)} />
            </div>
          )}
        </>
      )}
    </section>
  );
}
