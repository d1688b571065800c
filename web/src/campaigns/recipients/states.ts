/** Where a message may stand, as the API names it; `pending` is whatever has not left yet. */
export const STATES = ["pending", "sent", "delivered", "read", "failed", "unknown", "suppressed", "expired", "cancelled"] as const;
export type StateWord = (typeof STATES)[number] | "planned" | "queued" | "sending" | "unconfirmed";

const OTHERS = ["planned", "queued", "sending", "unconfirmed"] as const;

/** A state that an address names, if it is one to filter by. */
export function stateOf(word: string | undefined): (typeof STATES)[number] | undefined {
  return STATES.find((state) => state === word);
}

/** A state that the API names; one that we don't know is something that waits. */
export function shownState(word: string): StateWord {
  return STATES.find((state) => state === word) ?? OTHERS.find((state) => state === word) ?? "pending";
}
