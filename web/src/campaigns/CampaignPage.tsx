import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Icon } from "../ui/Icon";
import { InSteps } from "../ui/InSteps";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Costs } from "./Costs";
import { Halts } from "./Halts";
import { History } from "./History";
import { InReview } from "./InReview";
import { Plan } from "./Plan";
import { Progress } from "./Progress";
import { campaignOf, planOf, statsOf, whyOf, type Campaign } from "./queries";
import { Reasons } from "./Reasons";
import { Report } from "./Report";
import { Steering } from "./Steering";
import { Status } from "./Status";
import styles from "./CampaignPage.module.css";

/** One campaign: how far it is, who was not reached and why, and its days. It moves as the campaign does. */
export function CampaignPage() {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/campaigns/$id" });
  const { data: campaign, error, refetch } = useQuery(campaignOf(place.id, id));
  const ready = usePartsRead(place.id, id);
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
        <span>{campaign.template_name ?? t("campaign.noContent")}</span>
        <span>{t("campaigns.aDay", { count: campaign.daily_send_limit, replace: { count: count(campaign.daily_send_limit) } })}</span>
      </p>
      {campaign.status === "in_review" && <InReview id={id} />}
      {ready ? <Parts campaign={campaign} /> : <Skeleton height="80vh" radius="lg" />}
    </Page>
  );
}

function Parts({ campaign }: { readonly campaign: Campaign }) {
  const { id } = campaign;
  return (
    <InSteps>
      <Halts id={id} />
      <Progress campaign={campaign} />
      <Reasons id={id} />
      <Plan id={id} />
      <Costs id={id} />
      <History id={id} />
      <Report campaign={campaign} />
    </InSteps>
  );
}

/** Whether the parts that stand first have been read, beside the campaign: they come together, so that none pushes away what somebody reads. */
function usePartsRead(place: string, id: string): boolean {
  const { i18n } = useTranslation();
  const once = { refetchInterval: false } as const; // each part sees to that itself
  const stats = useQuery({ ...statsOf(place, id), ...once });
  const why = useQuery({ ...whyOf(place, id, i18n.language), ...once });
  const plan = useQuery({ ...planOf(place, id), ...once });
  return !stats.isPending && !why.isPending && !plan.isPending;
}
