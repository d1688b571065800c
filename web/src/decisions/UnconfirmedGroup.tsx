import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Quoted } from "../ui/Quoted";
import type { Group, Subject, Unconfirmed } from "./queries";
import styles from "./Decisions.module.css";

interface Props {
  readonly group: Group;
  readonly onAsk: (subject: Subject) => void;
}

/** What is unconfirmed of one campaign: why, who, and the way to decide about one or about all. */
export function UnconfirmedGroup({ group: { source, messages }, onAsk }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const decides = may(place, "messages:send");
  return (
    <Sheet label={source.name}>
      <div className={styles.head}>
        <h2 dir="auto">
          {source.kind === "campaign" ? (
            <Link to="/o/$slug/campaigns/$id" params={{ slug: place.slug, id: source.id }}>
              {source.name}
            </Link>
          ) : (
            source.name
          )}
        </h2>
        {decides && (
          <Button variant="default" onClick={() => onAsk({ source })}>
            {t("decisions.decideAll")}
          </Button>
        )}
      </div>
      <p className={styles.quiet}>
        {messages[0]?.why} {!decides && t("decisions.mayNot")}
      </p>
      <ul className={styles.rows}>
        {messages.map((message) => (
          <OneUnconfirmed key={message.id} message={message} onAsk={decides ? () => onAsk({ source, message }) : undefined} />
        ))}
      </ul>
    </Sheet>
  );
}

function OneUnconfirmed({ message, onAsk }: { readonly message: Unconfirmed; readonly onAsk: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { moment, ago } = useFormats();
  const { slug } = usePlace();
  const name = message.contact_name ?? t("contacts.noName");
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Link to="/o/$slug/contacts/$id" params={{ slug, id: message.contact_id }} dir="auto">
          {name}
        </Link>
        <span className={styles.facts}>
          {message.address && <bdi dir="ltr">{message.address}</bdi>}
          <span>{t(`channel.${message.channel}`)}</span>
          <span>{t("decisions.attempt", { attempt: message.attempt, when: moment(message.sent_at) })}</span>
          <span>{t("decisions.since", { ago: ago(message.given_up_at) })}</span>
        </span>
      </div>
      {onAsk && (
        <Button variant="default" size="compact-md" aria-label={t("decisions.decideOn", { name })} onClick={onAsk}>
          {t("decisions.decide")}
        </Button>
      )}
      {message.known.length > 0 && (
        <details className={styles.known}>
          <summary>{t("decisions.tried")}</summary>
          <ol>
            {message.known.map((step) => (
              <li key={`${step.at} ${step.what}`}>
                <time dateTime={step.at}>{moment(step.at)}</time> {step.sentence} {step.detail && <Quoted>{step.detail}</Quoted>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </li>
  );
}
