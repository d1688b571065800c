import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { campaignOf, dryRunOf } from "../campaigns/queries";
import back from "../campaigns/CampaignPage.module.css";
import { InReview } from "../campaigns/InReview";
import { Review } from "../campaigns/wizard/Review";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { Decision } from "./Decision";
import { askedOf } from "./queries";

/** A campaign as whoever decides must see it, with the decision on top. */
export function ApprovalPage() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/approvals/$id" });
  const campaign = useQuery(campaignOf(place.id, id));
  const asked = useQuery(askedOf(place.id, id));
  const run = useQuery({ ...dryRunOf(place.id, id, campaign.data?.updated_at ?? "", i18n.language), enabled: campaign.data !== undefined });
  const error = campaign.error ?? asked.error;
  const above = (
    <Link to="/o/$slug/approvals" params={{ slug: place.slug }} className={back.back}>
      <Icon name="back" size={18} />
      {t("approvals.back")}
    </Link>
  );
  if (error && !(campaign.data && asked.data)) return <Wrong error={error} retry={() => void Promise.all([campaign.refetch(), asked.refetch()])} />;
  if (!campaign.data || asked.data === undefined) return <Skeleton height={420} radius="lg" />;
  if (asked.data === null)
    return (
      <Page title={campaign.data.name} above={above}>
        <Empty title={t("approvals.nothing")} why={t("approvals.nothingWhy")} />
      </Page>
    );
  return (
    <Page title={campaign.data.name} lead={campaign.data.objective || campaign.data.description} above={above}>
      {asked.data.state === "approved" ? <InReview id={id} /> : <Decision campaign={campaign.data} approval={asked.data} />}
      {run.error && !run.data && <Wrong error={run.error} retry={() => void run.refetch()} />}
      {!run.data && !run.error && <Skeleton height={420} radius="lg" />}
      {run.data && <Review campaign={campaign.data} run={run.data} />}
    </Page>
  );
}
