import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { paced } from "../live/status";
import { usePlace } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { dayIn, useWall } from "./clock";
import { Matches } from "./Matches";
import { OfferCard } from "./OfferCard";
import { boardOf, slotOf } from "./queries";
import { Standing } from "./SlotCard";
import { SlotDeeds } from "./SlotDeeds";
import styles from "./Waitlist.module.css";

const ALONE_MS = 3_000;

/** One slot: what it is now, who was asked in which order and what they said, and whom it would go to next. */
export function SlotPage() {
  const { t, i18n } = useTranslation();
  const { day, hour } = useWall();
  const place = usePlace();
  const { id } = useParams({ from: "/o/$slug/waitlist/slots/$id" });
  const { data: found, error, refetch } = useQuery(slotOf(place.id, id));
  const on = found && dayIn(new Date(found.starts_at), place.time_zone);
  const board = useQuery({ ...boardOf(place.id, on, i18n.language), enabled: on !== undefined, refetchInterval: () => paced(ALONE_MS) });
  const slot = board.data?.slots.find((each) => each.id === id);
  const wrong = error ?? board.error;
  if (wrong && !slot) return <Wrong error={wrong} retry={() => void (error ? refetch() : board.refetch())} />;
  if (!slot || !on) return <Skeleton height={420} radius="lg" />;
  const back = (
    <Back to="/o/$slug/waitlist" params={{ slug: place.slug }} search={{ day: on }}>
      {t("waitlist.backToDay", { day: day(slot.starts_at) })}
    </Back>
  );
  return (
    <Page title={`${slot.service}, ${day(slot.starts_at)}, ${hour(slot.starts_at)}`} lead={[slot.staff, t("waitlist.until", { time: hour(slot.ends_at) })].filter(Boolean).join(" · ")} above={back}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <Sheet title={t("waitlist.now")}>
            <Standing slot={slot} />
            <SlotDeeds slot={slot} />
          </Sheet>
          <Sheet title={t("waitlist.wereAsked")}>
            {slot.offers.length === 0 && <p className={styles.quiet}>{t("waitlist.nobodyAsked")}</p>}
            <ol className={styles.lined}>
              {slot.offers.toReversed().map((offer) => (
                <OfferCard key={offer.id} offer={offer} ofSlot />
              ))}
            </ol>
          </Sheet>
        </div>
        <div className={styles.column}>{(slot.state === "free" || slot.state === "held" || slot.state === "booked") && <Matches slot={slot} />}</div>
      </div>
    </Page>
  );
}
