import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { organisationOf } from "../settings/house/queries";
import { usePlace } from "./usePlace";
import styles from "./Stopped.module.css";

const ASK_MS = 30_000;

/** Says on every page that nothing leaves, while somebody has stopped all sending. */
export function Stopped() {
  const { t } = useTranslation();
  const place = usePlace();
  const { data } = useQuery({ ...organisationOf(place.id), enabled: may(place, "organisation:read"), refetchInterval: ASK_MS });
  if (!data?.stopped_at) return null;
  return (
    <div role="alert" className={styles.banner}>
      <strong>{t("safety.banner")}</strong>
      <span dir="auto">{data.stopped_reason}</span>
      <Link to="/o/$slug/settings/safety" params={{ slug: place.slug }}>
        {t("safety.see")}
      </Link>
    </div>
  );
}
