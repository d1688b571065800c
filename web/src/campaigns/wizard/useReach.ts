import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../shell/usePlace";
import { reachOf, type Reach } from "../queries";

const SOME = 5_000;
const ALL = 100_000;

export interface Reached {
  readonly data: Reach | undefined;
  readonly error: Error | null;
  /** Whether a better answer is on its way. */
  readonly counting: boolean;
  readonly again: () => void;
}

/** How far a draft reaches: soon as an estimate where there are very many people, then as exactly as the server counts. The last answer stays meanwhile. */
export function useReach(id: string, version: number, waits: boolean): Reached {
  const { i18n } = useTranslation();
  const place = usePlace();
  const some = useQuery({ ...reachOf(place.id, id, version, i18n.language, SOME), enabled: !waits });
  const all = useQuery({ ...reachOf(place.id, id, version, i18n.language, ALL), enabled: !waits && some.data?.whole === false });
  const [before, setBefore] = useState<Reach | undefined>(undefined);
  const now = all.data ?? some.data;
  useEffect(() => {
    if (now) setBefore(now);
  }, [now]);
  return {
    data: now ?? before,
    error: some.error ?? all.error,
    counting: waits || some.isFetching || all.isFetching,
    again: () => void (some.error ? some.refetch() : all.refetch()),
  };
}
