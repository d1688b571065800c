import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useInside } from "../shell/usePlace";
import { bePresent, type Present } from "./queries";

const AGAIN_MS = 20_000;

/** Says that one looks at a conversation or writes in it, again and again until one leaves; returns who else does. */
export function usePresence(id: string, writing: boolean): readonly Present[] {
  const { place, person } = useInside();
  const doing = writing ? "writing" : "looking";
  const now = useRef<Present["doing"]>(doing);
  const { data, refetch } = useQuery({
    queryKey: ["presence", place.id, id],
    queryFn: () => bePresent(id, now.current),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  useEffect(() => {
    if (now.current === doing) return;
    now.current = doing;
    void refetch();
  }, [doing, refetch]);
  useEffect(() => () => void bePresent(id, null).catch(() => undefined), [id]);
  return data?.items.filter(({ user_id }) => user_id !== person.id) ?? [];
}
