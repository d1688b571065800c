import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Chips } from "../ui/Chips";
import type { Channel, Way } from "./queries";
import { told } from "./words";
import styles from "./Inbox.module.css";

interface Props {
  readonly ways: readonly Way[];
  readonly way: Way | undefined;
  readonly onChoose: (channel: Channel) => void;
}

/** By which channel the answer goes, until when free text may, and for each closed channel why. */
export function WayChoice({ ways, way, onChoose }: Props) {
  const { t, i18n } = useTranslation();
  const { moment } = useFormats();
  const open = ways.filter(({ state }) => state !== "closed");
  const closed = ways.filter(({ state }) => state === "closed");
  return (
    <div className={styles.ways}>
      {open.length > 1 && (
        <Chips label={t("inbox.by")} value={way?.channel ?? "sms"} choices={open.map(({ channel }) => ({ value: channel, label: t(`channel.${channel}`) }))} onChoose={onChoose} />
      )}
      {open.length === 1 && way && <span className={styles.quiet}>{t("inbox.goesBy", { channel: t(`channel.${way.channel}`) })}</span>}
      {open.length === 0 && <p className={styles.refused}>{t(ways.length === 0 ? "inbox.stranger" : "inbox.noWay")}</p>}
      {way?.window_open_until && way.state === "open" && <span className={styles.window}>{t("inbox.window", { when: moment(way.window_open_until) })}</span>}
      {way?.state === "template" && <span className={styles.window}>{told(way.explanation, i18n.language) || t("inbox.templatesOnly")}</span>}
      {closed.length > 0 && (
        <details className={styles.closed} open={open.length === 0}>
          <summary>{t("inbox.closed", { channels: closed.map(({ channel }) => t(`channel.${channel}`)).join(", ") })}</summary>
          <ul>
            {closed.map(({ channel, explanation, reason }) => (
              <li key={channel}>
                <strong>{t(`channel.${channel}`)}</strong> {told(explanation, i18n.language) || t(reason === "no_address" ? "inbox.noAddress" : "inbox.closedNow")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
