import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { tell } from "../../ui/toasts";
import { change, type Campaign } from "../queries";
import { draftOf, type Draft } from "./draft";
import { keepUnsaved, unsavedOf, type Changes } from "./unsaved";

const RESTS_MS = 500;
const AGAIN_MS = 3_000;

export interface Keeping {
  readonly draft: Draft;
  readonly set: (changes: Changes) => void;
  /** Keeps at once what is not kept yet; answers whether all is kept. */
  readonly flush: () => Promise<boolean>;
  /** The same, for what is to be about the draft as it stands here. Raises what stood in the way. */
  readonly sure: () => Promise<void>;
  readonly state: "kept" | "keeping" | "failed";
  readonly error: unknown;
  /** Grows with each keeping: what is calculated from the draft is asked again. */
  readonly version: number;
}

/**
 * A draft that keeps itself: what is typed goes to the server when the fingers rest, and before anybody leaves.
 *
 * Only what was changed here is sent, and what others change shows up, so two tabs or two people do not undo each other. What the server could not
 * take stays in the tab, and is sent again by itself.
 */
export function useDraft(campaign: Campaign): Keeping {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const waiting = useRef<Changes | undefined>(unsavedOf(place.id, campaign.id));
  const [draft, setDraft] = useState(() => ({ ...draftOf(campaign), ...waiting.current }));
  const [state, setState] = useState<Keeping["state"]>(waiting.current ? "keeping" : "kept");
  const [error, setError] = useState<unknown>(undefined);
  const [version, setVersion] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const running = useRef<Promise<boolean>>(Promise.resolve(true));
  const sent = useRef<Changes | undefined>(undefined);
  const failure = useRef<unknown>(undefined);

  const leave = useRef(() => {});
  leave.current = () => tell(t("wizard.leftUnkept", { name: campaign.name }), { tone: "bad" });

  const remember = useCallback(() => {
    const left = sent.current || waiting.current ? { ...sent.current, ...waiting.current } : undefined;
    keepUnsaved(place.id, campaign.id, left);
  }, [place.id, campaign.id]);

  const send = useCallback(async (): Promise<boolean> => {
    const wanted = waiting.current;
    if (wanted === undefined) return true;
    waiting.current = undefined;
    sent.current = wanted;
    const key = ["campaigns", place.id, campaign.id];
    try {
      await queries.cancelQueries({ queryKey: key, exact: true }); // an answer from before would bring back what was there
      const kept = await change(campaign.id, wanted);
      sent.current = undefined;
      queries.setQueryData(key, kept);
      setError(undefined);
      setVersion((before) => before + 1);
      setState(waiting.current ? "keeping" : "kept");
      remember();
      return true;
    } catch (problem) {
      sent.current = undefined;
      waiting.current = merged(wanted, waiting.current);
      failure.current = problem;
      setError(problem);
      setState("failed");
      return false;
    }
  }, [campaign.id, place.id, queries, remember]);

  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current);
    running.current = running.current.then(send); // one after the other: the last word is the last that is kept
    return running.current;
  }, [send]);

  const sure = useCallback(async (): Promise<void> => {
    if (!(await flush())) throw failure.current;
  }, [flush]);

  const set = useCallback(
    (changes: Changes) => {
      waiting.current = { ...waiting.current, ...changes };
      remember();
      setDraft((before) => ({ ...before, ...changes }));
      setState("keeping");
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), RESTS_MS);
    },
    [flush, remember],
  );

  useEffect(() => setDraft({ ...draftOf(campaign), ...sent.current, ...waiting.current }), [campaign]);
  useAgain(state === "failed" && !(error instanceof Problem && error.status < 500), flush);
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (waiting.current === undefined && sent.current === undefined) return;
      void flush();
      event.preventDefault();
    };
    window.addEventListener("beforeunload", hold);
    void flush(); // what an earlier page of this tab could not send
    return () => {
      window.removeEventListener("beforeunload", hold);
      void flush().then((kept) => kept || leave.current());
    };
  }, [flush]);

  return { draft, set, flush, sure, state, error, version };
}

/** What could not be sent, under what was changed since. */
function merged(before: Changes, since: Changes | undefined): Changes {
  return { ...before, ...since };
}

/** Tries again by itself while the server can't be reached. */
function useAgain(failed: boolean, flush: () => Promise<boolean>): void {
  useEffect(() => {
    if (!failed) return undefined;
    const again = () => void flush();
    const timer = setInterval(again, AGAIN_MS);
    window.addEventListener("online", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [failed, flush]);
}
