import { useState } from "react";
import { ownKey } from "../api/own";
import { freshKey } from "./words";

/** What somebody began to write to a person and has not sent. The key is that of the answer, so that sending it again sends it once. */
export interface Draft {
  readonly text: string;
  readonly note: string;
  readonly key: string;
}

const nothing = (): Draft => ({ text: "", note: "", key: freshKey() });

/** The draft of a conversation, how it is changed, and how it is done with, but for a text that was not sent. It stays in this tab, also when the page is loaded anew, and goes with it: what people are told is nobody else's. */
export function useDraft(thread: string): readonly [Draft, (part: Partial<Draft>) => void, (text?: string) => void] {
  const name = ownKey(`tidings.inbox.${thread}`);
  const [draft, setDraft] = useState<Draft>(() => keptAs(name) ?? nothing());
  const write = (next: Draft) => {
    setDraft(next);
    if (next.text === "" && next.note === "") sessionStorage.removeItem(name);
    else sessionStorage.setItem(name, JSON.stringify(next));
  };
  return [draft, (part) => write({ ...draft, ...part }), (text = "") => write({ ...nothing(), note: draft.note, text })];
}

function keptAs(name: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(name) ?? "null");
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

function isDraft(kept: unknown): kept is Draft {
  return typeof kept === "object" && kept !== null && "text" in kept && "note" in kept && "key" in kept && [kept.text, kept.note, kept.key].every((each) => typeof each === "string");
}
