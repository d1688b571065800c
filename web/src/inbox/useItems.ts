import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { together } from "./items";
import { itemsBefore, itemsOf, type Item } from "./queries";

/** What was said in a conversation, oldest first. The newest is read anew as it changes; what was fetched before stays. */
export function useItems(id: string) {
  const place = usePlace();
  const { data, error, refetch } = useQuery(itemsOf(place.id, id));
  const [kept, setKept] = useState<readonly Item[]>([]);
  const [before, setBefore] = useState<string | null>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!data) return;
    setKept((known) => together([data.items, known]));
    setBefore((cursor) => (cursor === undefined ? (data.next_cursor ?? null) : cursor));
  }, [data]);
  const items = useMemo(() => together([data?.items ?? [], kept]), [data, kept]);
  const more = async () => {
    if (!before || busy) return;
    setBusy(true);
    try {
      const older = await itemsBefore(id, before);
      setKept((known) => together([known, older.items]));
      setBefore(older.next_cursor ?? null);
    } catch (problem) {
      tell(wordsOf(problem), { tone: "bad" });
    } finally {
      setBusy(false);
    }
  };
  return { items, loaded: data !== undefined, error, refetch, more: before ? more : undefined, busy };
}
