import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { useWall } from "./clock";
import { chancesOf, type Entry } from "./queries";
import { WhyNot } from "./WhyNot";
import styles from "./Waitlist.module.css";

/** Of each open slot to come, why somebody is not asked about it, or how many come before them. */
export function Chances({ entry }: { readonly entry: Entry }) {
  const { t, i18n } = useTranslation();
  const { moment } = useWall();
  const place = usePlace();
  const { data } = useQuery(chancesOf(place.id, entry.id, i18n.language));
  return (
    <Sheet title={t("waitlist.whyNot")}>
      <p className={styles.quiet}>{t("waitlist.whyNotWhat")}</p>
      {!data && <Skeleton height={80} />}
      {data?.length === 0 && <p>{t("waitlist.noOpenSlots")}</p>}
      <ul className={styles.lined}>
        {data?.map(({ slot, why_not: why, ahead, told }) => (
          <li key={slot.id} className={styles.words}>
            <Link to="/o/$slug/waitlist/slots/$id" params={{ slug: place.slug, id: slot.id }} dir="auto">
              {[moment(slot.starts_at), slot.staff].filter(Boolean).join(" · ")}
            </Link>
            {why ? <WhyNot why={why} told={told} /> : <span>{ahead > 0 ? t("waitlist.ahead", { count: ahead }) : t("waitlist.theirTurn")}</span>}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
