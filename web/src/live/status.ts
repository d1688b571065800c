import { useSyncExternalStore } from "react";

/** Whether the server tells what changes: not yet, yes, or no (then pages ask by themselves). */
export type LiveStatus = "opening" | "live" | "down";

const CALM_MS = 30_000;

let now: LiveStatus = "opening";
const listeners = new Set<() => void>();

export function setLive(status: LiveStatus): void {
  if (status === now) return;
  now = status;
  listeners.forEach((listener) => listener());
}

export function useLiveStatus(): LiveStatus {
  return useSyncExternalStore(subscribe, () => now);
}

/** How often to ask by oneself about what moves: often while nobody tells, else seldom, for a notice that got lost with its process. */
export function paced(alone: number): number {
  return now === "live" ? Math.max(CALM_MS, alone) : alone;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
