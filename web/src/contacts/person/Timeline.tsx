import { Button, Skeleton } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { Chips } from "../../ui/Chips";
import { Sheet } from "../../ui/Page";
import { Wrong } from "../../ui/Wrong";
import { linesOf, type Kind } from "./queries";
import { TimelineLine } from "./TimelineLine";
import styles from "./Timeline.module.css";

const KINDS: readonly (Kind | "all")[] = ["all", "message", "inbound", "consent", "suppression", "event", "merge"];

/** Everything that passed between us and them, newest first. */
export function Timeline({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation();
  const place = usePlace();
  const [kind, setKind] = useState<Kind | "all">("all");
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(linesOf(place.id, id, kind, i18n.language));
  const lines = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Sheet title={t("person.view.timeline")}>
      <Chips label={t("person.narrow")} value={kind} choices={KINDS.map((value) => ({ value, label: t(`person.kind.${value}`) }))} onChoose={setKind} />
      {isPending && <Skeleton height={220} />}
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {data && lines.length === 0 && <p className={styles.none}>{t(kind === "all" ? "person.nothingYet" : "person.nothingSuch")}</p>}
      <ol className={styles.lines}>
        {lines.map((line) => (
          <TimelineLine key={`${line.kind} ${line.key}`} line={line} />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("person.earlier")}
        </Button>
      )}
    </Sheet>
  );
}
