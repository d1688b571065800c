import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { Said as Words } from "../phone/Said";
import { usePlace } from "../shell/usePlace";
import { authorOf } from "./authors";
import { Brought } from "./Brought";
import { Files } from "./Files";
import { PlaceShown } from "./PlaceShown";
import type { Agent, Item } from "./queries";
import { told } from "./words";
import styles from "./Inbox.module.css";

const BAD = new Set(["failed", "suppressed", "expired", "unknown"]);

interface Props {
  readonly item: Item;
  readonly agents: readonly Agent[];
  /** What they reacted with to it. */
  readonly reaction?: string | undefined;
}

/** One message or note: by whom, by which channel, what became of it. */
export function Bubble({ item, agents, reaction }: Props) {
  const { t } = useTranslation();
  const { clock } = useFormats();
  const { kind, heard, sent, channel } = item;
  const reacts = heard?.kind === "reaction";
  const facts = [clock(item.at), channel && t(`channel.${channel}`)].filter(Boolean);
  return (
    <article className={styles.bubble} data-kind={kind} data-channel={channel ?? undefined} data-bad={(sent && BAD.has(sent.state)) || undefined}>
      <header className={styles.by}>{kind === "inbound" ? (reacts ? t("inbox.reacted") : null) : <Author item={item} agents={agents} />}</header>
      {item.text === null && heard?.files.length === 0 && !heard.place && <p className={styles.gone}>{t("inbox.forgotten")}</p>}
      {item.text === null && !heard && <p className={styles.gone}>{t("inbox.notKnown")}</p>}
      {item.text?.trim() && !heard?.place && (
        <div dir="auto" className={reacts ? styles.emoji : styles.words}>
          <Words text={item.text} />
        </div>
      )}
      {heard && heard.files.length > 0 && <Files files={heard.files} />}
      {heard?.place && <PlaceShown place={heard.place} />}
      {item.brings && <Brought brings={item.brings} />}
      <footer className={styles.facts}>
        <span>{facts.join(" · ")}</span>
        {sent && <State item={item} />}
      </footer>
      {reaction && (
        <span className={styles.reaction} role="img" aria-label={t("inbox.reactedWith", { emoji: reaction })}>
          {reaction}
        </span>
      )}
    </article>
  );
}

function Author({ item, agents }: { readonly item: Item; readonly agents: readonly Agent[] }) {
  const { t } = useTranslation();
  const { kind, sent, mentions } = item;
  if (kind === "note") {
    const names = mentions.map((id) => agents.find(({ user_id }) => user_id === id)?.name ?? t("inbox.somebody"));
    return (
      <>
        <strong>{t("inbox.noteBy", { name: authorOf(item.by, agents, t) })}</strong>
        {names.length > 0 && <span> {t("inbox.forThem", { names: names.join(", ") })}</span>}
      </>
    );
  }
  if (kind === "reply") return <strong>{authorOf(item.by, agents, t)}</strong>;
  const source = SOURCES.find((each) => each === sent?.source) ?? "other";
  return (
    <>
      <span className={styles.badge}>{t("inbox.automatic")}</span> {t(`inbox.source.${source}`, { name: sent?.name ?? "" })}
    </>
  );
}

const SOURCES = ["campaign", "test", "opt_out_confirmation", "answer", "verification", "notice", "inbox"] as const;
const STATES = ["planned", "queued", "sending", "unknown", "sent", "delivered", "read", "failed", "suppressed", "expired", "cancelled"] as const;

function State({ item: { sent } }: { readonly item: Item }) {
  const { t, i18n } = useTranslation();
  const { clock } = useFormats();
  const place = usePlace();
  if (!sent) return null;
  const state = STATES.find((each) => each === sent.state) ?? "queued";
  const at = sent.read_at ?? sent.delivered_at ?? sent.sent_at;
  const why = told(sent.explanation, i18n.language);
  return (
    <>
      <span className={styles.state} data-state={state}>
        {t(`inbox.state.${state}`)}
        {at && (state === "read" || state === "delivered") ? ` ${clock(at)}` : ""}
      </span>
      {why && BAD.has(state) && <span className={styles.why}>{why}</span>}
      {sent.reason === "unconfirmed" && state === "unknown" && may(place, "messages:send") && (
        <Link to="/o/$slug/decisions/unconfirmed" params={{ slug: place.slug }}>
          {t("inbox.decide")}
        </Link>
      )}
    </>
  );
}
