import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { usePlace } from "../shell/usePlace";
import { countsOf, markRead, type Opened } from "./queries";

/** Notes that what is new in a conversation has been read, once somebody really looks at it. */
export function useSeenHere(thread: Opened | undefined): void {
  const place = usePlace();
  const queries = useQueryClient();
  const id = thread?.id;
  const fresh = thread !== undefined && (thread.unread || thread.mentioned);
  useEffect(() => {
    if (!id || !fresh) return undefined;
    const tell = () => {
      if (document.visibilityState !== "visible") return;
      void markRead(id, true)
        .then((counts) => queries.setQueryData(countsOf(place.id).queryKey, counts))
        .catch(() => undefined); // a reader who is a key, or offline: it stays unread, which is true
    };
    tell();
    document.addEventListener("visibilitychange", tell);
    return () => document.removeEventListener("visibilitychange", tell);
  }, [id, fresh, place.id, queries]);
}
