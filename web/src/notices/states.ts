import type { State } from "./queries";

/** Where a notice may stand, in the order in which people look for them. */
export const STATES: readonly State[] = [
  "sending",
  "waiting",
  "delivered",
  "read",
  "answered",
  "sent",
  "failed",
  "refused",
  "expired",
  "doubtful",
  "left_out",
  "grouped",
  "cancelled",
];

/** A state that an address names, if it is one. */
export function stateOf(word: string | undefined): State | undefined {
  return STATES.find((state) => state === word);
}

/** Whether something of it may still leave, so that it can be taken back. */
export function canBeTakenBack(state: State): boolean {
  return state === "sending" || state === "waiting";
}
