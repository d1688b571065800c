import { Button, Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { paced } from "../live/status";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Icon } from "../ui/Icon";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { dayAfter, useWall } from "./clock";
import { boardOf, type Slot } from "./queries";
import { Rooms, useHasServices } from "./Rooms";
import { SlotCard } from "./SlotCard";
import styles from "./Waitlist.module.css";

const NewSlots = lazy(() => import("./NewSlots"));
const ALONE_MS = 3_000;

/** A day's slots, as they are at this moment: free, offered with the time that is left, booked, over. */
export function Board() {
  const { t, i18n } = useTranslation();
  const { day } = useFormats();
  const place = usePlace();
  const { today } = useWall();
  const { day: asked } = useSearch({ from: "/o/$slug/waitlist" });
  const shown = asked ?? today;
  const [makes, setMakes] = useState(false);
  const hasServices = useHasServices();
  const { data, error, isPending, refetch } = useQuery({ ...boardOf(place.id, shown, i18n.language), refetchInterval: () => paced(ALONE_MS) });
  const writes = may(place, "contacts:write");
  return (
    <Page title={t("waitlist.title")} lead={t("waitlist.lead")} above={<Rooms />} aside={writes && hasServices && <Button onClick={() => setMakes(true)}>{t("waitlist.newSlots")}</Button>}>
      {hasServices === false && (
        <Empty title={t("waitlist.begin")} why={t("waitlist.beginWhy")}>
          <LinkButton to="/o/$slug/waitlist/setup" params={{ slug: place.slug }}>
            {t("waitlist.beginHere")}
          </LinkButton>
        </Empty>
      )}
      {hasServices && <DayBar shown={shown} today={today} />}
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && data.slots.length > 0 && (
        <>
          <Counts slots={data.slots} />
          <ol className={styles.list} aria-label={t("waitlist.slotsOf", { day: day(shown) })}>
            {data.slots.map((slot) => (
              <SlotCard key={slot.id} slot={slot} />
            ))}
          </ol>
        </>
      )}
      {data && data.slots.length === 0 && hasServices && (
        <Empty title={t("waitlist.noSlots", { day: day(shown) })} why={t("waitlist.noSlotsWhy")}>
          {writes && <Button onClick={() => setMakes(true)}>{t("waitlist.newSlots")}</Button>}
        </Empty>
      )}
      {makes && (
        <Suspense>
          <NewSlots day={shown < today ? today : shown} onClose={() => setMakes(false)} />
        </Suspense>
      )}
    </Page>
  );
}

function DayBar({ shown, today }: { readonly shown: string; readonly today: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate({ from: "/o/$slug/waitlist" });
  const go = (day: string) => void navigate({ search: day === today ? {} : { day }, replace: true });
  return (
    <div className={styles.days}>
      <Button variant="default" aria-label={t("waitlist.dayBefore")} onClick={() => go(dayAfter(shown, -1))}>
        <Icon name="back" size={18} />
      </Button>
      <TextInput type="date" aria-label={t("waitlist.day")} value={shown} onChange={(event) => event.currentTarget.value && go(event.currentTarget.value)} />
      <Button variant="default" aria-label={t("waitlist.dayAfter")} onClick={() => go(dayAfter(shown, 1))}>
        <Icon name="next" size={18} />
      </Button>
      {shown !== today && (
        <Button variant="subtle" onClick={() => go(today)}>
          {t("waitlist.pages.today")}
        </Button>
      )}
    </div>
  );
}

const COUNTED = ["free", "held", "booked"] as const;

function Counts({ slots }: { readonly slots: readonly Slot[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.counts} aria-label={t("waitlist.inShort")}>
      {COUNTED.map((state) => (
        <li key={state} data-state={state}>
          {t(`waitlist.counts.${state}`, { count: slots.filter((slot) => slot.state === state).length })}
        </li>
      ))}
    </ul>
  );
}
