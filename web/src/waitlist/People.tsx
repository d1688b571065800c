import { Button, NativeSelect, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page, Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { EntryCard } from "./EntryCard";
import { entriesOf, type EntryState } from "./queries";
import { Rooms, useHasServices } from "./Rooms";
import { Seek } from "./Seek";
import { SignUpLink } from "./SignUpLink";
import { useServices } from "./useMany";
import styles from "./Waitlist.module.css";

const AddEntry = lazy(() => import("./AddEntry"));
const STATES: readonly EntryState[] = ["waiting", "booked", "left"];

/** Who waits, for what, and how long already; and who waited before. */
export function People() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/waitlist/people" });
  const search = useSearch({ from: "/o/$slug/waitlist/people" });
  const state = STATES.find((each) => each === search.state) ?? "waiting";
  const services = useServices({ archived: true });
  const { service } = search;
  const [adds, setAdds] = useState(false);
  const hasServices = useHasServices();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    entriesOf(place.id, { state, ...(service ? { service_id: service } : {}) }, i18n.language),
  );
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const shown = state === "waiting" && !hasNextPage ? rows.toSorted((one, other) => (one.place ?? 0) - (other.place ?? 0)) : rows;
  const adding = may(place, "contacts:write") && hasServices && <Button onClick={() => setAdds(true)}>{t("waitlist.add")}</Button>;
  return (
    <Page title={t("waitlist.pages.people")} lead={t("waitlist.peopleLead")} above={<Rooms />} aside={adding}>
      <div className={styles.tools}>
        <Chips
          label={t("waitlist.state")}
          value={state}
          choices={STATES.map((value) => ({ value, label: t(`waitlist.entries.${value}`) }))}
          onChoose={(value) => void navigate({ search: (before) => ({ ...before, state: value === "waiting" ? undefined : value }), replace: true })}
        />
        <Seek of={services} label={t("waitlist.seekService")} />
        {(services.rows.length > 1 || services.many) && (
          <NativeSelect
            aria-label={t("waitlist.service")}
            value={service ?? ""}
            onChange={(event) => void navigate({ search: (before) => ({ ...before, service: event.currentTarget.value || undefined }), replace: true })}
            data={[{ value: "", label: t("waitlist.everyService") }, ...services.rows.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
      </div>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {shown.length > 0 && (
        <Sheet label={t("waitlist.pages.people")}>
          <ol className={styles.lined}>
            {shown.map((entry) => (
              <EntryCard key={entry.id} entry={entry} />
            ))}
          </ol>
        </Sheet>
      )}
      {data && rows.length === 0 && (
        <Empty title={t(`waitlist.nobodyHere.${state}`)} why={t(hasServices === false ? "waitlist.beginWhy" : `waitlist.nobodyHereWhy.${state}`)}>
          {hasServices === false && (
            <LinkButton to="/o/$slug/waitlist/setup" params={{ slug: place.slug }}>
              {t("waitlist.beginHere")}
            </LinkButton>
          )}
        </Empty>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("waitlist.more")}
        </Button>
      )}
      {hasServices && <SignUpLink />}
      <Suspense>{adds && <AddEntry onClose={() => setAdds(false)} />}</Suspense>
    </Page>
  );
}
