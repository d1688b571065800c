import { Button, SegmentedControl, Skeleton, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { useDebounced } from "../ui/useDebounced";
import { Wrong } from "../ui/Wrong";
import { NewList } from "./NewList";
import { segmentsOf } from "./queries";
import { SegmentCard } from "./SegmentCard";
import styles from "./SegmentList.module.css";

/** All segments and lists; what is looked for stands in the address. */
export function SegmentList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/segments" });
  const { search, archived } = useSearch({ from: "/o/$slug/segments" });
  const [typed, setTyped] = useState(search ?? "");
  const rested = useDebounced(typed.trim());
  useEffect(() => {
    void navigate({ search: (before) => ({ ...before, search: rested || undefined }), replace: true });
  }, [navigate, rested]);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(segmentsOf(place.id, search, archived ?? false));
  const rows = data?.pages.flatMap((page) => page.items) ?? [];
  const mayWrite = may(place, "contacts:write");
  const fresh = mayWrite && (
    <>
      <NewList />
      <Button renderRoot={(root) => <Link to="/o/$slug/segments/new" params={{ slug: place.slug }} {...root} />}>{t("segments.new")}</Button>
    </>
  );
  const none = data && rows.length === 0;
  return (
    <Page title={t("segments.title")} lead={t("segments.lead")} aside={fresh}>
      <div className={styles.tools}>
        <TextInput aria-label={t("segments.search")} placeholder={t("segments.search")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <SegmentedControl
          value={archived ? "archived" : "present"}
          onChange={(word) => void navigate({ search: (before) => ({ ...before, archived: word === "archived" || undefined }) })}
          data={(["present", "archived"] as const).map((value) => ({ value, label: t(`segments.shown.${value}`) }))}
        />
      </div>
      {isPending && <Skeleton height={240} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((segment) => (
            <SegmentCard key={segment.id} segment={segment} />
          ))}
        </ul>
      )}
      {none && !search && !archived && <Empty title={t("segments.empty")} why={t("segments.emptyWhy")} />}
      {none && (search || archived) && (
        <Empty title={t("segments.noneFits")} why={t("segments.noneFitsWhy")}>
          <Button
            onClick={() => {
              setTyped("");
              void navigate({ search: {} });
            }}
          >
            {t("segments.clear")}
          </Button>
        </Empty>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("segments.more")}
        </Button>
      )}
    </Page>
  );
}
