import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { paced } from "../live/status";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { OfferCard } from "./OfferCard";
import { offersOf, type OfferState } from "./queries";
import { Rooms } from "./Rooms";
import styles from "./Waitlist.module.css";

const STATES: readonly OfferState[] = ["open", "accepted", "declined", "expired", "taken", "unreached", "withdrawn"];
const ALONE_MS = 5_000;

/** All offers, the newest first: who was asked about what, what they said, and those whose answer a person must read. */
export function Offers() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/waitlist/offers" });
  const search = useSearch({ from: "/o/$slug/waitlist/offers" });
  const state = STATES.find((each) => each === search.state);
  const found = useInfiniteQuery({ ...offersOf(place.id, state ? { state } : {}, i18n.language), refetchInterval: () => paced(ALONE_MS) });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = found;
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t("waitlist.pages.offers")} lead={t("waitlist.offersLead")} above={<Rooms />}>
      <ToDecide />
      <div className={styles.tools}>
        <NativeSelect
          aria-label={t("waitlist.state")}
          value={state ?? ""}
          onChange={(event) => void navigate({ search: { state: event.currentTarget.value || undefined }, replace: true })}
          data={[{ value: "", label: t("waitlist.everyOffer") }, ...STATES.map((value) => ({ value, label: t(`waitlist.offers.${value}`) }))]}
        />
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <Sheet label={t("waitlist.pages.offers")}>
          <ul className={styles.lined}>
            {rows.map((offer) => (
              <OfferCard key={offer.id} offer={offer} />
            ))}
          </ul>
        </Sheet>
      )}
      {data && rows.length === 0 && <Empty title={t(state ? "waitlist.noSuchOffer" : "waitlist.noOffers")} why={t(state ? "waitlist.noSuchOfferWhy" : "waitlist.noOffersWhy")} />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("waitlist.more")}
        </Button>
      )}
    </Page>
  );
}

/** Answers that no rule understood, or that come again and again: they wait for a person. */
function ToDecide() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const { data } = useInfiniteQuery(offersOf(place.id, { unclear: true }, i18n.language));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  if (rows.length === 0) return null;
  return (
    <Sheet title={t("waitlist.toDecide", { count: rows.length })}>
      <p className={styles.quiet}>{t("waitlist.toDecideWhy")}</p>
      <ul className={styles.lined}>
        {rows.map((offer) => (
          <OfferCard key={offer.id} offer={offer} />
        ))}
      </ul>
    </Sheet>
  );
}
