import { useReducer } from "react";
import type { Group } from "./blocks";

interface Steps {
  readonly past: readonly Group[];
  readonly now: Group;
  readonly future: readonly Group[];
  /** What the last edit was of: typing on in one place is one step. */
  readonly of: string;
}

export type Edit = { readonly do: "edit"; readonly by: (root: Group) => Group; readonly of: string } | { readonly do: "undo" | "redo" };

const MOST = 100;

export function stepped(steps: Steps, edit: Edit): Steps {
  const { past, now, future } = steps;
  if (edit.do === "edit") {
    const next = edit.by(now);
    if (next === now) return steps;
    const on = edit.of !== "" && edit.of === steps.of;
    return { past: on ? past : [...past.slice(-MOST), now], now: next, future: [], of: edit.of };
  }
  const [before, after] = [past.at(-1), future[0]];
  if (edit.do === "undo") return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], of: "" } : steps;
  return after ? { past: [...past, now], now: after, future: future.slice(1), of: "" } : steps;
}

/** Blocks with every step that led to them, so that each can be taken back. */
export function useSteps(start: Group) {
  const [steps, dispatch] = useReducer(stepped, { past: [], now: start, future: [], of: "" });
  return { root: steps.now, canUndo: steps.past.length > 0, canRedo: steps.future.length > 0, dispatch };
}
