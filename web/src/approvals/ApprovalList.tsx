import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { ApprovalCard } from "./ApprovalCard";
import { approvalsOf } from "./queries";
import styles from "./Approvals.module.css";

/** What waits for another person, and what was decided. */
export function ApprovalList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/approvals" });
  const { decided = false } = useSearch({ from: "/o/$slug/approvals" });
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(approvalsOf(place.id, decided));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t("approvals.title")} lead={t("approvals.lead")}>
      <div>
        <SegmentedControl
          aria-label={t("approvals.title")}
          value={decided ? "decided" : "waiting"}
          onChange={(word) => void navigate({ search: word === "decided" ? { decided: true } : {} })}
          data={[
            { value: "waiting", label: t("approvals.waiting") },
            { value: "decided", label: t("approvals.decided") },
          ]}
        />
      </div>
      {isPending && <Skeleton height={180} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((approval) => (
            <ApprovalCard key={approval.id} approval={approval} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && (
        <Empty title={t(decided ? "approvals.noneDecided" : "approvals.empty")} why={t(decided ? "approvals.noneDecidedWhy" : "approvals.emptyWhy")} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("campaigns.more")}
        </Button>
      )}
    </Page>
  );
}
