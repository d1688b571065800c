import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { useInside } from "../shell/usePlace";
import type { Meant, Unclear } from "./queries";
import { useWho } from "../who/useWho";
import styles from "./Decisions.module.css";

/** One message as it was written, who wrote it, why it is held, and the two answers or what was answered. */
export function UnclearCard({ unclear, onAsk }: { readonly unclear: Unclear; readonly onAsk: (decision: Meant) => void }) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const { place } = useInside();
  const { message, contact_name: name, explanation, decision } = unclear;
  const { contact_id: contact, sender } = message;
  return (
    <li className={styles.card}>
      <div className={styles.who}>
        <h2 dir="auto">
          {contact ? (
            <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: contact }}>
              {name ?? t("contacts.noName")}
            </Link>
          ) : (
            t("decisions.stranger")
          )}
        </h2>
        <span className={styles.facts}>
          <bdi dir="ltr">{sender}</bdi>
          <span>{t(`channel.${message.channel}`)}</span>
          <time dateTime={message.received_at}>{moment(message.received_at)}</time>
        </span>
      </div>
      <blockquote className={styles.words} dir="auto">
        {message.text}
      </blockquote>
      <p className={styles.quiet}>{t("decisions.held", { why: explanation[i18n.language] ?? explanation["en"] ?? message.why })}</p>
      {decision ? (
        <Answered unclear={unclear} decision={decision} />
      ) : may(place, "contacts:write") ? (
        <div className={styles.answers}>
          <Button variant="default" onClick={() => onAsk("opt_out")}>
            {t("decisions.optOut")}
          </Button>
          <Button variant="default" onClick={() => onAsk("keep")}>
            {t("decisions.keep")}
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>{t("decisions.mayNot")}</p>
      )}
    </li>
  );
}

function Answered({ unclear, decision }: { readonly unclear: Unclear; readonly decision: Meant }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const { decided_by: by, decided_at: at, reason } = unclear;
  const who = useWho(by ?? "person");
  return (
    <div className={styles.answered}>
      <strong data-decision={decision}>{t(`decisions.was.${decision}`)}</strong>
      <span className={styles.quiet}>{t("decisions.by", { who: who, when: at ? moment(at) : "" })}</span>
      {reason && by && <q dir="auto">{reason}</q>}
    </div>
  );
}
