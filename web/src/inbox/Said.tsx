import { Button, Skeleton } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Wrong } from "../ui/Wrong";
import { Bubble } from "./Bubble";
import { EventLine } from "./EventLine";
import { dayBefore, reactionsOf, standsElsewhere } from "./items";
import type { Agent, Opened } from "./queries";
import { useItems } from "./useItems";
import styles from "./Inbox.module.css";

const NEAR_PX = 120;

/** All that was said both ways, notes and what happened, oldest first; who reads at its end is kept there. */
export function Said({ thread, agents }: { readonly thread: Opened; readonly agents: readonly Agent[] }) {
  const { t } = useTranslation();
  const { day } = useFormats();
  const { items: all, loaded, error, refetch, more, busy } = useItems(thread.id);
  const reactions = reactionsOf(all);
  const items = all.filter((item) => !standsElsewhere(item, all));
  const box = useRef<HTMLDivElement>(null);
  const near = useRef(true);
  const newest = all.at(-1)?.id;
  useEffect(() => {
    if (near.current) box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest]);
  const scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = box.current ?? { scrollHeight: 0, scrollTop: 0, clientHeight: 0 };
    near.current = scrollHeight - scrollTop - clientHeight < NEAR_PX;
  };
  return (
    <div ref={box} className={styles.said} tabIndex={0} role="group" aria-label={t("inbox.said")} onScroll={scrolled}>
      {more && (
        <Button variant="default" size="compact-md" loading={busy} onClick={() => void more()}>
          {t("inbox.older")}
        </Button>
      )}
      {!loaded && !error && <Skeleton height={200} radius="lg" />}
      {error && !loaded && <Wrong error={error} retry={() => void refetch()} />}
      {loaded && items.length === 0 && <p className={styles.nothing}>{t("inbox.nothingSaid")}</p>}
      <ol className={styles.items} aria-live="polite" aria-relevant="additions">
        {items.map((item, place) => {
          const date = dayBefore(items, place);
          return (
            <li key={item.id} data-kind={item.kind}>
              {date && <p className={styles.day}>{day(localDay(item.at))}</p>}
              {item.kind === "event" ? <EventLine item={item} agents={agents} /> : <Bubble item={item} agents={agents} reaction={reactions.get(item.id)} />}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The day on the reader's own calendar, as one that has no zone. */
function localDay(iso: string): string {
  const at = new Date(iso);
  return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString();
}
