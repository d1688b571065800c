import { useEffect, useRef, type RefObject } from "react";
import { look, type Message } from "./queries";

const REST_MS = 400;
const MOSTLY = 0.6;
const UNREAD = new Set(["accepted", "queued", "sent", "delivered"]);

/** Tells as read what comes into view of a phone's screen, and keeps its newest message in view. */
export function useSeen(number: string, messages: readonly Message[], acts: boolean): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef(new Set<string>());
  const newest = messages.at(-1)?.id;
  const unread = messages.filter(({ from_person, channel, status }) => !from_person && channel === "whatsapp" && UNREAD.has(status)).map(({ id }) => id).join(" ");
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [newest]);
  useEffect(() => {
    const screen = box.current;
    if (!screen || !acts || unread === "") return undefined;
    const wanted = new Set(unread.split(" "));
    const seen = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tellAll = () => {
      const ids = [...seen].filter((id) => !told.current.has(id));
      ids.forEach((id) => told.current.add(id));
      if (ids.length > 0) void look(number, ids).catch(() => ids.forEach((id) => told.current.delete(id)));
    };
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) if (isIntersecting && target instanceof HTMLElement) seen.add(target.dataset.id ?? "");
        clearTimeout(timer);
        timer = setTimeout(tellAll, REST_MS);
      },
      { threshold: MOSTLY },
    );
    for (const each of screen.querySelectorAll<HTMLElement>("[data-ours]")) if (wanted.has(each.dataset.id ?? "")) watcher.observe(each);
    return () => {
      clearTimeout(timer);
      watcher.disconnect();
    };
  }, [number, unread, acts]);
  return box;
}
