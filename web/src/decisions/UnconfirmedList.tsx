import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Empty } from "../ui/Empty";
import { Wrong } from "../ui/Wrong";
import { Parts } from "./Parts";
import { grouped, unconfirmedOf, type Subject } from "./queries";
import { SettleDialog } from "./SettleDialog";
import { UnconfirmedGroup } from "./UnconfirmedGroup";

/** Messages that may have been sent and that nobody can find out about any more, by campaign. */
export function UnconfirmedList() {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const [subject, setSubject] = useState<Subject>();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(unconfirmedOf(place.id, i18n.language));
  const groups = grouped(data?.pages.flatMap(({ items }) => items) ?? []);
  return (
    <Parts part="unconfirmed">
      {isPending && <Skeleton height={260} radius="lg" />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {groups.map((group) => (
        <UnconfirmedGroup key={group.source.id} group={group} onAsk={setSubject} />
      ))}
      {data && groups.length === 0 && <Empty title={t("decisions.noneUnconfirmed")} why={t("decisions.noneUnconfirmedWhy")} />}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("decisions.more")}
        </Button>
      )}
      {subject && <SettleDialog subject={subject} onClose={() => setSubject(undefined)} />}
    </Parts>
  );
}
