import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Costs } from "./Costs";
import { History } from "./History";
import { Plan } from "./Plan";
import { Progress } from "./Progress";
import { campaignOf } from "./queries";
import { Reasons } from "./Reasons";
import { Report } from "./Report";
import { Steering } from "./Steering";
import { Status } from "./Status";
import styles from "./CampaignPage.module.css";

/** One campaign: how far it is, who was not reached and why, and its days. It moves as the campaign does. */
export function CampaignPage() {
  const { t } = useTranslation();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/campaigns/$id" });
  const { data: campaign, error, refetch } = useQuery(campaignOf(place.id, id));
  const back = (
    <Link to="/o/$slug/campaigns" params={{ slug: place.slug }} className={styles.back}>
      <Icon name="back" size={18} />
      {t("campaign.back")}
    </Link>
  );
  if (error && !campaign) return <Wrong error={error} retry={() => void refetch()} />;
  if (!campaign) return <Skeleton height={320} radius="lg" />;
  return (
    <Page title={campaign.name} lead={campaign.description} above={back} aside={<Steering campaign={campaign} />}>
      <p className={styles.facts}>
        <Status status={campaign.status} />
        {campaign.paused_reason && <span>{campaign.paused_reason}</span>}
        <span>{t(`channel.${campaign.channel}`)}</span>
        <span>{campaign.template_name}</span>
        <span>{t("campaigns.aDay", { count: campaign.daily_send_limit })}</span>
      </p>
      {campaign.status === "in_review" && (
        <p className={styles.notice}>
          {t("campaign.waits")}{" "}
          <Link to="/o/$slug/approvals/$id" params={{ slug: place.slug, id }}>
            {t("campaign.see")}
          </Link>
        </p>
      )}
      <Progress id={id} />
      <Reasons id={id} />
      <Plan id={id} />
      <Costs id={id} />
      <History id={id} />
      <Report campaign={campaign} />
    </Page>
  );
}
