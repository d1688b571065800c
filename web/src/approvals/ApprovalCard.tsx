import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { campaignOf } from "../campaigns/queries";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { useWho } from "../who/useWho";
import { costOf, type Approval } from "./queries";
import styles from "./Approvals.module.css";

/** One campaign that was asked for: how many people, what it costs, who asked, and what came of it. */
export function ApprovalCard({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation();
  const { count, money, ago } = useFormats();
  const place = usePlace();
  const who = useWho(approval.asked_by);
  const campaign = useQuery({ ...campaignOf(place.id, approval.campaign_id), refetchInterval: false }).data;
  const { asked, state } = approval;
  const cost = costOf(asked);
  const waits = state === "asked";
  const name = campaign?.name ?? "…";
  const params = { slug: place.slug, id: approval.campaign_id };
  return (
    <li className={styles.card}>
      <h2 dir="auto">
        {waits ? (
          <Link to="/o/$slug/approvals/$id" params={params}>
            {name}
          </Link>
        ) : (
          <Link to="/o/$slug/campaigns/$id" params={params}>
            {name}
          </Link>
        )}
      </h2>
      <span className={styles.state} data-state={state}>
        {t(`approvals.state.${state}`)}
      </span>
      <div className={styles.facts}>
        <span>{t("campaign.people", { count: asked.recipients, replace: { count: count(asked.recipients) } })}</span>
        {cost !== undefined && <span>{money(cost, asked.currency)}</span>}
        <span>{asked.template_name}</span>
        <span>{t("approvals.asked", { ago: ago(approval.asked_at), who: who })}</span>
      </div>
      {approval.reason && <q dir="auto">{approval.reason}</q>}
    </li>
  );
}
