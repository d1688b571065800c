import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Bubble } from "../phone/Bubble";
import { Choices } from "./Choices";
import type { Message } from "./queries";
import { ReactMenu } from "./ReactMenu";
import { latestReactions } from "./reactions";
import styles from "./Simulator.module.css";

const FAILED = new Set(["failed", "undelivered"]);

interface Props {
  readonly messages: readonly Message[];
  readonly onPress?: ((id: string, button: string) => void) | undefined;
  readonly onReact?: ((id: string, emoji: string) => void) | undefined;
}

/** A conversation as its person sees it; what failed is shown as a gap that they never saw. */
export function PhoneMessages({ messages, onPress, onReact }: Props) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { reactions, rest } = latestReactions(messages);
  if (messages.length === 0) return <p className={styles.nothing}>{t("simulator.quietPhone")}</p>;
  return (
    <ol className={styles.messages} aria-live="polite">
      {rest.map((message) => {
        const { id, from_person, text, header, footer, status, error, at, reacts } = message;
        return (
          <li key={id} data-id={id} data-ours={!from_person || undefined}>
            {FAILED.has(status) ? (
              <p className={styles.failed}>
                {t("simulator.notArrived", { code: error ?? "" })} <del>{text}</del>
              </p>
            ) : (
              <Bubble
                from={from_person ? "person" : "us"}
                text={message.place ? placeIn(message.place) : text}
                header={message.file?.name ? `📎 ${message.file.name}` : header}
                footer={footer}
                opens={!from_person}
                note={
                  <>
                    {message.file?.link && !from_person && (
                      <a href={message.file.link} target="_blank" rel="noreferrer" className={styles.file}>
                        {t("simulator.openFile")}
                      </a>
                    )}
                    {moment(at)} · {t(`simulator.status.${statusOf(status)}`)}
                  </>
                }
                buttons={message.buttons.length > 0 ? <Choices message={message} onPress={onPress} /> : undefined}
              />
            )}
            {(reactions.has(id) || (reacts && onReact && !FAILED.has(status))) && (
              <span className={styles.reactions}>
                {reactions.has(id) && <span>{reactions.get(id)}</span>}
                {reacts && onReact && <ReactMenu onReact={(emoji) => onReact(id, emoji)} />}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}

function placeIn({ name, address, latitude, longitude }: NonNullable<Message["place"]>): string {
  return `📍 ${[name, address, `${latitude}, ${longitude}`].filter(Boolean).join("\n")}`;
}

const STATUSES = ["accepted", "queued", "sent", "delivered", "read", "written", "acknowledged"] as const;

function statusOf(status: string): (typeof STATUSES)[number] {
  return STATUSES.find((each) => each === status) ?? "sent";
}
