import { Button, NativeSelect, Skeleton, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { Lists } from "./Lists";
import { countsOf, teamsOf, threadsOf, type Thread } from "./queries";
import { ThreadRow } from "./ThreadRow";
import { useWanted } from "./useWanted";
import { among, ORDERS, STATUSES } from "./words";
import styles from "./Inbox.module.css";

/** Who wrote, in the order in which they wait. `j` and `k` go through them. */
export function ThreadList({ open }: { readonly open: string | undefined }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { wanted, want } = useWanted();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(threadsOf(place.id, wanted));
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const counts = useQuery(countsOf(place.id)).data;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  useSteps(rows, open);
  const Title = open ? "h2" : "h1";
  return (
    <section className={styles.list} aria-label={t("inbox.conversations")}>
      <header className={styles.listHead}>
        <Title>{t("inbox.title")}</Title>
        {counts !== undefined && counts.unread > 0 && <span className={styles.quiet}>{t("inbox.unread", { count: counts.unread })}</span>}
        <Link to="/o/$slug/inbox/figures" params={{ slug: place.slug }} className={styles.toFigures ?? ""}>
          {t("inbox.figures")}
        </Link>
      </header>
      <Search sought={wanted.search} onSeek={(q) => want({ q })} />
      <Lists wanted={wanted} counts={counts} teams={teams} onWant={want} />
      <div className={styles.narrow}>
        <NativeSelect
          size="sm"
          aria-label={t("inbox.status")}
          value={wanted.status ?? ""}
          onChange={(event) => want({ status: among(STATUSES, event.currentTarget.value) })}
          data={[{ value: "", label: t("inbox.unresolved") }, ...STATUSES.map((value) => ({ value, label: t(`inbox.statuses.${value}`) }))]}
        />
        <NativeSelect
          size="sm"
          aria-label={t("inbox.order")}
          value={wanted.order}
          onChange={(event) => want({ order: event.currentTarget.value === "newest" ? "newest" : undefined })}
          data={ORDERS.map((value) => ({ value, label: t(`inbox.orders.${value}`) }))}
        />
      </div>
      <div className={styles.rows}>
        {isPending && <Skeleton height={240} radius="lg" />}
        {error && !data && <Wrong error={error} retry={() => void refetch()} />}
        {data && rows.length === 0 && <Empty title={t(`inbox.empty.${emptyOf(wanted)}`)} why={t(`inbox.emptyWhy.${emptyOf(wanted)}`)} />}
        <ul>
          {rows.map((thread) => (
            <ThreadRow key={thread.id} thread={thread} open={thread.id === open} />
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="default" size="compact-md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("inbox.more")}
          </Button>
        )}
      </div>
    </section>
  );
}

function Search({ sought, onSeek }: { readonly sought: string | undefined; readonly onSeek: (search: string | undefined) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(sought ?? "");
  const rested = useDebounced(typed.trim());
  const seek = useRef(onSeek);
  seek.current = onSeek;
  useEffect(() => seek.current(rested || undefined), [rested]);
  return <TextInput type="search" size="sm" aria-label={t("inbox.search")} placeholder={t("inbox.search")} maxLength={100} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />;
}

function emptyOf({ list, team, status, search }: ReturnType<typeof useWanted>["wanted"]): "mine" | "unassigned" | "all" | "mentions" | "team" | "narrowed" {
  if (status || search) return "narrowed";
  return team ? "team" : list;
}

/** Goes to the conversation after the open one, or before it. The list may have moved meanwhile: it goes by where that one stood. */
function useSteps(rows: readonly Thread[], open: string | undefined): void {
  const navigate = useNavigate({ from: "/o/$slug/inbox" });
  const stood = useRef(-1);
  const now = rows.findIndex(({ id }) => id === open);
  useEffect(() => {
    if (now >= 0) stood.current = now;
  }, [now]);
  const step = (by: 1 | -1) => {
    const next = rows[now >= 0 ? now + by : Math.max(0, stood.current + (by > 0 ? 0 : -1))];
    if (next) void navigate({ to: "/o/$slug/inbox/$id", params: (before) => ({ slug: before.slug, id: next.id }), search: true });
  };
  useHotkeys([
    ["j", () => step(1)],
    ["k", () => step(-1)],
  ]);
}
