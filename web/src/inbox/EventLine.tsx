import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { authorOf } from "./authors";
import { teamsOf, type Agent, type Item } from "./queries";
import { urgencyOf } from "./ThreadRow";
import styles from "./Inbox.module.css";

/** Something that happened in a conversation, in a line of its own. */
export function EventLine({ item, agents }: { readonly item: Item; readonly agents: readonly Agent[] }) {
  const { t } = useTranslation();
  const { clock, moment } = useFormats();
  const place = usePlace();
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  if (!item.event) return null;
  const { what, detail } = item.event;
  const user = agents.find(({ user_id }) => user_id === detail["user_id"])?.name ?? t("inbox.somebody");
  const team = teams.find(({ id }) => id === detail["team_id"])?.name ?? t("inbox.aTeam");
  const until = typeof detail["until"] === "string" ? moment(detail["until"]) : "";
  const score = typeof detail["score"] === "number" ? detail["score"] : 0;
  const reason = typeof detail["reason"] === "string" && detail["reason"] !== "by_hand" ? detail["reason"] : "";
  const urgency = t(`inbox.urgency.${urgencyOf(typeof detail["urgency"] === "string" ? detail["urgency"] : "")}`);
  if (what === "escalated") {
    return (
      <p className={styles.event} data-tone="bad">
        {reason ? t("inbox.escalatedFor", { urgency, reason }) : t("inbox.escalatedBy", { by: authorOf(item.by, agents, t), urgency })} <time dateTime={item.at}>{clock(item.at)}</time>
      </p>
    );
  }
  return (
    <p className={styles.event}>
      {t(`inbox.event.${what}`, { by: authorOf(item.by, agents, t), user, team, until, score })} <time dateTime={item.at}>{clock(item.at)}</time>
    </p>
  );
}
