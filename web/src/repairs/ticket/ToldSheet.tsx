import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { shownState } from "../../campaigns/recipients/states";
import { useFormats } from "../../i18n/formats";
import { Outcome } from "../../notices/Outcome";
import { kindsOf } from "../../notices/queries";
import { Loaded } from "../../settings/Loaded";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { fromMicros } from "../amounts";
import { toldOf, type Told } from "../queries";
import styles from "../Repairs.module.css";

/** The code of a channel that nobody agreed to. */
const UNASKED = "no_consent";

/** Everything that the owner was told: by which channels, when it arrived, the provider's id, segments and cost. */
export function ToldSheet({ id, contact }: { readonly id: string; readonly contact: string | null }) {
  const { t, i18n } = useTranslation();
  const { money } = useFormats();
  const { id: place, currency } = usePlace();
  return (
    <Sheet title={t("repairs.told.title")}>
      <Loaded from={useQuery(toldOf(place, id, i18n.language))}>
        {(rows) => (
          <>
            {rows.length === 0 && <p className={styles.quiet}>{t("repairs.told.none")}</p>}
            <ul className={styles.plain}>
              {rows.map((told) => (
                <OneTold key={told.notice_id} told={told} contact={contact} />
              ))}
            </ul>
            {rows.length > 0 && (
              <p className={styles.quiet}>{t("repairs.told.total", { cost: money(fromMicros(rows.reduce((sum, told) => sum + told.cost_micros, 0)), currency), count: rows.length })}</p>
            )}
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function OneTold({ told, contact }: { readonly told: Told; readonly contact: string | null }) {
  const { t } = useTranslation();
  const { ago, moment, money } = useFormats();
  const place = usePlace();
  const kind = useQuery(kindsOf(place.id)).data?.find(({ key }) => key === told.kind)?.name ?? told.kind;
  const cost = money(fromMicros(told.cost_micros), place.currency);
  const left = told.messages.length === 0 ? told.left_out : [];
  return (
    <li>
      <div className={styles.head}>
        <Link to="/o/$slug/notices/$id" params={{ slug: place.slug, id: told.notice_id }} className={styles.name} dir="auto">
          {kind}
        </Link>
        <Outcome state={told.state} />
      </div>
      <p className={styles.quiet}>
        <time dateTime={told.asked_at} title={moment(told.asked_at)}>
          {ago(told.asked_at)}
        </time>
        {(told.cost_micros > 0 || told.lacks) && ` · ${told.lacks ? t("repairs.told.unknown") : told.estimated ? t("repairs.told.about", { cost }) : cost}`}
      </p>
      {told.messages.map((message) => (
        <OneMessage key={message.channel} message={message} />
      ))}
      {left.map(({ channel, reason }) => (
        <p key={channel} className={styles.quiet}>
          {t(`channel.${channel}`)}: {reason.sentence}
        </p>
      ))}
      {contact && left.some(({ reason }) => reason.code === UNASKED) && (
        <Link to="/o/$slug/contacts/$id" params={{ slug: place.slug, id: contact }}>
          {t("repairs.told.agree")}
        </Link>
      )}
    </li>
  );
}

function OneMessage({ message: { channel, state, segments, provider_id, sent_at, delivered_at, read_at, reason } }: { readonly message: Told["messages"][number] }) {
  const { t } = useTranslation();
  const { time, moment } = useFormats();
  const times = [
    sent_at && t("repairs.told.sent", { when: moment(sent_at) }),
    delivered_at && t("repairs.told.delivered", { when: time(delivered_at) }),
    read_at && t("repairs.told.read", { when: moment(read_at) }),
  ];
  const facts = [state && t(`recipients.states.${shownState(state)}`), segments !== null && t("repairs.told.segments", { count: segments }), ...times];
  return (
    <div className={styles.message}>
      <p>
        <strong>{t(`channel.${channel}`)}</strong> {facts.filter(Boolean).join(" · ")}
      </p>
      {reason && <p>{reason.sentence}</p>}
      {provider_id && <p className={styles.quiet}>{t("repairs.told.provider", { id: provider_id })}</p>}
    </div>
  );
}
