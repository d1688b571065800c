import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { Loaded } from "../settings/Loaded";
import { usePlace } from "../shell/usePlace";
import { Chips } from "../ui/Chips";
import { Empty } from "../ui/Empty";
import { LinkButton } from "../ui/LinkButton";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { Board } from "./Board";
import { countsOf, statusesOf, ticketsOf } from "./queries";
import { SetUp } from "./SetUp";
import { TicketCard } from "./TicketCard";
import styles from "./Repairs.module.css";

const ALL = "all";

/** The devices at the shop: found by number, phone or name, as a list or as a board. */
export function RepairList() {
  const { t } = useTranslation();
  const place = usePlace();
  const counts = useQuery(countsOf(place.id));
  const to = { slug: place.slug };
  const ways = counts.data?.set_up && (
    <>
      {may(place, "messages:send") && (
        <LinkButton to="/o/$slug/repairs/new" params={to}>
          {t("repairs.new")}
        </LinkButton>
      )}
      <LinkButton to="/o/$slug/repairs/figures" params={to} variant="default">
        {t("repairs.figures")}
      </LinkButton>
      <LinkButton to="/o/$slug/repairs/shop" params={to} variant="default">
        {t("repairs.shop")}
      </LinkButton>
    </>
  );
  return (
    <Page title={t("repairs.title")} lead={t("repairs.lead")} aside={ways}>
      <Loaded from={counts} height={320}>{({ set_up: isSetUp }) => (isSetUp ? <Tickets /> : <SetUp />)}</Loaded>
    </Page>
  );
}

function Tickets() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/repairs" });
  const { search, status, view } = useSearch({ from: "/o/$slug/repairs" });
  const [typed, setTyped] = useState(search ?? "");
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, search: rested || undefined }), replace: true });
  }, [navigate, rested]);
  const statuses = useQuery(statusesOf(place.id)).data ?? [];
  const counts = useQuery(countsOf(place.id)).data?.counts;
  const counted = (each: (typeof statuses)[number]["status"]) => t("repairs.withCount", { status: t(`repairs.status.${each}`), count: counts?.[each] ?? 0 });
  const open = statuses.filter(({ end }) => !end).reduce((sum, each) => sum + (counts?.[each.status] ?? 0), 0);
  const choices = [{ value: "", label: t("repairs.open", { count: open }) }, ...statuses.map((each) => ({ value: each.status, label: counted(each.status) })), { value: ALL, label: t("repairs.all") }];
  const board = view === "board";
  return (
    <>
      <div className={styles.tools}>
        <TextInput type="search" aria-label={t("repairs.search")} placeholder={t("repairs.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        {!board && (
          <NativeSelect
            aria-label={t("repairs.filter")}
            value={status ?? ""}
            onChange={(event) => void navigate({ search: (before) => ({ ...before, status: event.target.value || undefined }) })}
            data={choices}
          />
        )}
        <Chips
          label={t("repairs.view")}
          value={board ? "board" : "list"}
          choices={[
            { value: "list", label: t("repairs.asList") },
            { value: "board", label: t("repairs.asBoard") },
          ]}
          onChoose={(value) => void navigate({ search: (before) => ({ ...before, view: value === "board" ? value : undefined }) })}
        />
      </div>
      {board ? (
        <Board search={search} />
      ) : (
        <Listing
          onClear={() => {
            setTyped("");
            void navigate({ search: {}, replace: true });
          }}
        />
      )}
    </>
  );
}

function Listing({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { search, status } = useSearch({ from: "/o/$slug/repairs" });
  const known = (useQuery(statusesOf(place.id)).data ?? []).find((each) => each.status === status)?.status;
  const wanted = { status: known, open: status === undefined && !search, search };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(ticketsOf(place.id, wanted));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const narrowed = Boolean(search ?? status);
  return (
    <>
      {isPending && <Skeleton height={320} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      <ul className={styles.list}>
        {rows.map((ticket) => (
          <TicketCard key={ticket.id} ticket={ticket} />
        ))}
      </ul>
      {data && rows.length === 0 && narrowed && (
        <Empty title={t("repairs.noneFits")} why={t("repairs.noneFitsWhy")}>
          <Button onClick={onClear}>{t("repairs.clear")}</Button>
        </Empty>
      )}
      {data && rows.length === 0 && !narrowed && <Empty title={t("repairs.empty")} why={t("repairs.emptyWhy")} />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("repairs.more")}
        </Button>
      )}
    </>
  );
}
