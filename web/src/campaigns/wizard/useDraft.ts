import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePlace } from "../../shell/usePlace";
import { change, type Campaign } from "../queries";
import { draftOf, type Draft } from "./draft";

const RESTS_MS = 500;

export interface Keeping {
  readonly draft: Draft;
  readonly set: (changes: Partial<Draft>) => void;
  /** Keeps at once what is not kept yet; answers whether all is kept. */
  readonly flush: () => Promise<boolean>;
  readonly state: "kept" | "keeping" | "failed";
  readonly error: unknown;
  /** Grows with each keeping: what is calculated from the draft is asked again. */
  readonly version: number;
}

/** A draft that keeps itself: what is typed goes to the server when the fingers rest, and before anybody leaves. */
export function useDraft(campaign: Campaign): Keeping {
  const place = usePlace();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(campaign));
  const [state, setState] = useState<Keeping["state"]>("kept");
  const [error, setError] = useState<unknown>(undefined);
  const [version, setVersion] = useState(0);
  const latest = useRef(draft);
  const waiting = useRef<Draft | undefined>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean>>(Promise.resolve(true));

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    await running.current;
    const wanted = waiting.current;
    if (wanted === undefined) return true;
    waiting.current = undefined;
    running.current = change(campaign.id, wanted).then(
      (kept) => {
        queries.setQueryData(["campaigns", place.id, campaign.id], kept);
        setError(undefined);
        setVersion((before) => before + 1);
        setState(waiting.current ? "keeping" : "kept");
        return true;
      },
      (problem: unknown) => {
        waiting.current ??= wanted;
        setError(problem);
        setState("failed");
        return false;
      },
    );
    return running.current;
  }, [campaign.id, place.id, queries]);

  const set = useCallback(
    (changes: Partial<Draft>) => {
      latest.current = { ...latest.current, ...changes };
      waiting.current = latest.current;
      setDraft(latest.current);
      setState("keeping");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), RESTS_MS);
    },
    [flush],
  );

  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (waiting.current === undefined) return;
      void flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    return () => {
      window.removeEventListener("beforeunload", hold);
      void flush();
    };
  }, [flush]);

  return { draft, set, flush, state, error, version };
}
