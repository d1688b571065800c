import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import type { Campaign } from "./queries";
import { Status } from "./Status";
import styles from "./CampaignList.module.css";

export function CampaignCard({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation();
  const { day, count } = useFormats();
  const { slug } = usePlace();
  const { id, name, status, channel, template_name, daily_send_limit, estimated_days, estimated_completion_date } = campaign;
  return (
    <li className={styles.card}>
      <h2>
        <Link to="/o/$slug/campaigns/$id" params={{ slug, id }}>
          {name}
        </Link>
      </h2>
      <Status status={status} />
      <div className={styles.facts}>
        <span>{t(`channel.${channel}`)}</span>
        <span>{template_name}</span>
        <span>{t("campaigns.aDay", { count: daily_send_limit, replace: { count: count(daily_send_limit) } })}</span>
        {estimated_days !== null && <span>{t("campaigns.ofDays", { count: estimated_days, replace: { count: count(estimated_days) } })}</span>}
        {estimated_completion_date !== null && <span>{t("campaigns.until", { day: day(estimated_completion_date) })}</span>}
      </div>
    </li>
  );
}
