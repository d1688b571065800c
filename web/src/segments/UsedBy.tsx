import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { campaignsFor, type Segment } from "./queries";
import styles from "./Segments.module.css";

/** What asks for this one: segments, which change as it does, and campaigns, which took who was in it. */
export function UsedBy({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery({ ...campaignsFor(place.id, segment.id), enabled: may(place, "campaigns:read") });
  const campaigns = data?.items ?? [];
  if (segment.used_by.length === 0 && campaigns.length === 0) return null;
  return (
    <Sheet title={t("segments.usedBy")}>
      {segment.used_by.length > 0 && (
        <>
          <p className={styles.quiet}>{t("segments.usedByWhy")}</p>
          <ul className={styles.plain}>
            {segment.used_by.map(({ id, name }) => (
              <li key={id}>
                <Link to="/o/$slug/segments/$id" params={{ slug: place.slug, id }}>
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      {campaigns.length > 0 && (
        <>
          <p className={styles.quiet}>{t("segments.usedByCampaigns")}</p>
          <ul className={styles.plain}>
            {campaigns.map(({ id, name, status }) => (
              <li key={id}>
                <Link to="/o/$slug/campaigns/$id" params={{ slug: place.slug, id }} dir="auto">
                  {name}
                </Link>{" "}
                <span className={styles.quiet}>{t(`status.${status}`)}</span>
              </li>
            ))}
          </ul>
          {data?.next_cursor && <p className={styles.quiet}>{t("segments.usedByMore")}</p>}
        </>
      )}
    </Sheet>
  );
}
