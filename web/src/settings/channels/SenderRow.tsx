import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Ask } from "../Ask";
import { useDoing } from "../useDoing";
import { Pace } from "./Pace";
import { openSender, stopSender, type Connection, type Sender } from "./queries";
import { Standing } from "./Standing";
import styles from "../Settings.module.css";

interface Props {
  readonly sender: Sender;
  readonly connection: Connection | undefined;
}

/** One number: whether it sends and why not, how fast it may, and what can be done about either. */
export function SenderRow({ sender, connection }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const [doing, setDoing] = useState<"stop" | "pace">();
  const end = () => setDoing(undefined);
  const open = useDoing(() => openSender(sender.id), { said: () => ({ text: t("channels.isOpen", { name: sender.label }) }) });
  const stop = useDoing((reason: string) => stopSender(sender.id, reason), {
    said: () => ({ text: t("channels.isStopped", { name: sender.label }), undo: () => open.mutate(undefined) }),
    after: end,
  });
  const withConnection = connection?.status === "stopped";
  const shut = sender.status === "stopped" || sender.held_until !== null;
  return (
    <li className={styles.list}>
      <div className={styles.thing}>
        <Words sender={sender} connection={connection} />
        {may(place, "channels:write") && (
          <div className={styles.row}>
            <Button variant="default" size="compact-md" aria-label={t("senders.paceOf", { name: sender.label })} onClick={() => setDoing("pace")}>
              {t("senders.pace")}
            </Button>
            {shut && !withConnection && (
              <Button size="compact-md" loading={open.isPending} aria-label={t("senders.openOf", { name: sender.label })} onClick={() => open.mutate(undefined)}>
                {t("channels.reopen")}
              </Button>
            )}
            {!shut && (
              <Button variant="default" size="compact-md" aria-label={t("channels.stopOf", { name: sender.label })} onClick={() => setDoing("stop")}>
                {t("channels.stop")}
              </Button>
            )}
          </div>
        )}
      </div>
      {doing === "pace" && <Pace sender={sender} onDone={end} />}
      {doing === "stop" && (
        <Ask
          title={t("channels.stopOf", { name: sender.label })}
          text={t("senders.stopWhat")}
          wants={t("channels.why")}
          go={t("channels.stop")}
          busy={stop.isPending}
          onGo={(reason) => stop.mutate(reason)}
          onClose={end}
        />
      )}
    </li>
  );
}

function Words({ sender, connection }: Props) {
  const { t } = useTranslation();
  const { count, moment } = useFormats();
  const { label, address, channel, per_hour, per_second, status, status_reason, held_until, failures } = sender;
  const pace = per_hour === null ? t("senders.anyPace") : t("senders.perHour", { count: per_hour, replace: { count: count(per_hour) } });
  const reason = connection?.status === "stopped" ? t("senders.withConnection", { name: connection.name }) : status_reason;
  return (
    <div className={styles.words}>
      <span className={styles.row}>
        <span className={styles.name}>{label}</span>
        <Standing status={status} held={held_until !== null} />
      </span>
      <span className={styles.quiet}>{[t(`channel.${channel}`), address, connection?.name].filter(Boolean).join(" · ")}</span>
      <span className={styles.quiet}>{[pace, per_second === null ? undefined : t("senders.perSecond", { count: per_second, rate: count(per_second) })].filter(Boolean).join(" · ")}</span>
      {reason && <span>{reason}</span>}
      {held_until && <span>{t("senders.heldUntil", { when: moment(held_until), count: failures })}</span>}
    </div>
  );
}
