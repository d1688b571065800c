import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { anyServiceOf } from "./queries";
import styles from "./Waitlist.module.css";

const PAGES = [
  { name: "today", to: "/o/$slug/waitlist" },
  { name: "bookings", to: "/o/$slug/waitlist/bookings" },
  { name: "people", to: "/o/$slug/waitlist/people" },
  { name: "offers", to: "/o/$slug/waitlist/offers" },
  { name: "figures", to: "/o/$slug/waitlist/figures" },
  { name: "setup", to: "/o/$slug/waitlist/setup" },
] as const;

/** The pages of the waitlist, side by side on each of them. */
export function Rooms() {
  const { t } = useTranslation();
  const { slug } = usePlace();
  return (
    <nav aria-label={t("waitlist.pages.label")} className={styles.pages}>
      {PAGES.map(({ name, to }) => (
        <Link key={name} to={to} params={{ slug }} activeOptions={{ exact: true, includeSearch: false }} className={styles.page ?? ""}>
          {t(`waitlist.pages.${name}`)}
        </Link>
      ))}
    </nav>
  );
}

/** Whether anything can be booked yet: nothing at all until that is known. */
export function useHasServices(): boolean | undefined {
  const { data } = useQuery(anyServiceOf(usePlace().id));
  return data && data.length > 0;
}
