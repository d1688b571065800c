import { useSyncExternalStore } from "react";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "good" | "bad";
  readonly undo?: () => void;
}

const LASTS_MS = 7000;

let shown: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

export function tell(text: string, { undo, tone = "good" }: { undo?: () => void; tone?: Toast["tone"] } = {}): void {
  const toast: Toast = { id: next++, text, tone, ...(undo ? { undo } : {}) };
  replace([...shown.slice(-2), toast]);
  setTimeout(() => dismiss(toast.id), LASTS_MS);
}

export function dismiss(id: number): void {
  replace(shown.filter((each) => each.id !== id));
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => shown);
}

function replace(toasts: readonly Toast[]): void {
  shown = toasts;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
