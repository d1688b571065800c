import type { Stats } from "./queries";

export const STATES = ["read", "delivered", "sent", "pending", "unknown", "failed", "suppressed", "expired", "cancelled"] as const;
export type StateName = (typeof STATES)[number];

export interface Part {
  readonly state: StateName;
  readonly people: number;
}

type Figures = Pick<Stats, "read" | "delivered" | "sent" | "pending" | "unknown" | "failed" | "suppressed" | "expired" | "cancelled">;

/** Where people stand, each in one part only: the API counts who read among the delivered, and those among the sent. */
export function partsOf(stats: Figures): readonly Part[] {
  const alone: Record<StateName, number> = { ...stats, sent: stats.sent - stats.delivered, delivered: stats.delivered - stats.read };
  return STATES.map((state) => ({ state, people: alone[state] })).filter(({ people }) => people > 0);
}

/** Words of a filter and the states that it means; an unknown word means all. */
export const FILTERS = {
  all: [],
  running: ["active", "paused"],
  waiting: ["draft", "in_review", "approved", "scheduled"],
  ended: ["completed", "cancelled"],
} as const;
export type Filter = keyof typeof FILTERS;

export function filterOf(word: string | undefined): Filter {
  return word === "running" || word === "waiting" || word === "ended" ? word : "all";
}
