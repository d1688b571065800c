import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { askedOf } from "../approvals/queries";
import { usePlace } from "../shell/usePlace";
import { LinkButton } from "../ui/LinkButton";
import styles from "./CampaignPage.module.css";

/** Where a campaign in review stands: with somebody who decides, or approved and only waiting for its launch. */
export function InReview({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data: asked } = useQuery(askedOf(place.id, id));
  if (asked?.state === "approved")
    return (
      <p className={styles.notice} data-good>
        {t("campaign.approved")}{" "}
        {may(place, "campaigns:write") && (
          <LinkButton to="/o/$slug/campaigns/$id/edit/$step" params={{ slug: place.slug, id, step: "review" }}>
            {t("campaign.launchIt")}
          </LinkButton>
        )}
      </p>
    );
  return (
    <p className={styles.notice}>
      {t("campaign.waits")}{" "}
      <Link to="/o/$slug/approvals/$id" params={{ slug: place.slug, id }}>
        {t("campaign.see")}
      </Link>
    </p>
  );
}
