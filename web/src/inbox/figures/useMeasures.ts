import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats, writtenAs } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { authorOf } from "../authors";
import type { By, Figures } from "../automatic/queries";
import { agentsOf, teamsOf } from "../queries";
import { lasting, measured, type Measure } from "./measures";

const CHANNELS = ["sms", "whatsapp", "email", "push"] as const;

/** Measures in the reader's words, and the names of what they are told apart by. */
export function useMeasures() {
  const { t, i18n } = useTranslation();
  const { count, percent, day } = useFormats();
  const place = usePlace();
  const agents = useQuery(agentsOf(place.id)).data ?? [];
  const teams = useQuery(teamsOf(place.id, true)).data ?? [];
  const span = (seconds: number) => lasting(seconds, writtenAs(i18n.language, navigator.languages));
  const told = (measure: Measure, figures: Figures) => {
    const value = measured(measure, figures);
    if (value === null) return "–";
    if (measure === "conversations") return count(value);
    if (measure === "score") return t("answering.figures.ofFive", { number: count(value), most: 5 });
    return measure === "deflected" ? percent(value) : span(value);
  };
  const named = (by: By, key: string | null) => {
    if (key === null) return t("answering.figures.nobodys");
    if (by === "day") return day(key);
    if (by === "team") return teams.find(({ id }) => id === key)?.name ?? t("inbox.aTeam");
    if (by === "agent") return authorOf(key, agents, t);
    const channel = CHANNELS.find((each) => each === key);
    return channel ? t(`channel.${channel}`) : key;
  };
  return { told, named, span };
}
