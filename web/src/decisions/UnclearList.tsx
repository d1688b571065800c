import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Wrong } from "../ui/Wrong";
import { MeantDialog, type Asked } from "./MeantDialog";
import { Parts } from "./Parts";
import { unclearOf } from "./queries";
import { UnclearCard } from "./UnclearCard";
import styles from "./Decisions.module.css";

/** What people wrote that may be an opt-out, the oldest first, and what was decided of it. */
export function UnclearList() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate({ from: "/o/$slug/decisions" });
  const { decided = false } = useSearch({ from: "/o/$slug/decisions" });
  const [asked, setAsked] = useState<Asked>();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(unclearOf(place.id, decided));
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  const tabs = (
    <SegmentedControl
      aria-label={t("decisions.part.unclear")}
      value={decided ? "decided" : "waiting"}
      onChange={(word) => void navigate({ search: word === "decided" ? { decided: true } : {} })}
      data={[
        { value: "waiting", label: t("decisions.waiting") },
        { value: "decided", label: t("decisions.decided") },
      ]}
    />
  );
  return (
    <Parts part="unclear" aside={tabs}>
      {isPending && <Skeleton height={220} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {rows.length > 0 && (
        <ul className={styles.list}>
          {rows.map((each) => (
            <UnclearCard key={each.message.id} unclear={each} onAsk={(decision) => setAsked({ unclear: each, decision })} />
          ))}
        </ul>
      )}
      {data && rows.length === 0 && (
        <Empty title={t(decided ? "decisions.noneDecided" : "decisions.noneUnclear")} why={t(decided ? "decisions.noneDecidedWhy" : "decisions.noneUnclearWhy")} />
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("decisions.more")}
        </Button>
      )}
      {asked && <MeantDialog asked={asked} onClose={() => setAsked(undefined)} />}
    </Parts>
  );
}
