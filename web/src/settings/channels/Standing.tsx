import { useTranslation } from "react-i18next";
import { Pill } from "../parts";

interface Props {
  readonly status: "open" | "stopped";
  readonly held?: boolean;
}

/** Whether something sends: in a word and a colour. */
export function Standing({ status, held }: Props) {
  const { t } = useTranslation();
  if (status === "stopped") return <Pill tone="bad">{t("channels.stopped")}</Pill>;
  return held ? <Pill tone="bad">{t("channels.held")}</Pill> : <Pill tone="good">{t("channels.open")}</Pill>;
}
