import { useSyncExternalStore } from "react";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad";
  readonly undo?: () => void;
  /** What it can be undone for: the latest word about it is the only one that can be taken back. */
  readonly about?: string;
}

const LASTS_MS = 7_000;
/** Who reads slowly, or with a screen reader, can still take it back. */
const UNDO_LASTS_MS = 20_000;

let shown: readonly Toast[] = [];
let next = 1;
let held = false;
const endings = new Map<number, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

interface Ways {
  readonly undo?: () => void;
  readonly tone?: Toast["tone"];
  readonly about?: string;
}

export function tell(text: string, { undo, tone = "good", about }: Ways = {}): void {
  if (about !== undefined) overtake(about);
  const toast: Toast = { id: next++, text, tone, ...(undo ? { undo } : {}), ...(about === undefined ? {} : { about }) };
  replace([...shown.slice(-2), toast]);
  if (!held) endLater(toast.id);
}

export function dismiss(id: number): void {
  clearTimeout(endings.get(id));
  endings.delete(id);
  replace(shown.filter((each) => each.id !== id));
}

/** Ends what was told about something that has changed since: it can't be undone any more. */
export function overtake(about: string): void {
  for (const toast of shown) if (toast.about === about) dismiss(toast.id);
}

/** Lets none go while somebody reads or is about to undo; afterwards each has its whole time again. */
export function hold(on: boolean): void {
  if (on === held) return;
  held = on;
  for (const ending of endings.values()) clearTimeout(ending);
  endings.clear();
  if (!on) shown.forEach(({ id }) => endLater(id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => shown);
}

function endLater(id: number): void {
  endings.set(
    id,
    setTimeout(() => dismiss(id), shown.some((each) => each.id === id && each.undo) ? UNDO_LASTS_MS : LASTS_MS),
  );
}

function replace(toasts: readonly Toast[]): void {
  shown = toasts;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
