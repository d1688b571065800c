export const SNOOZES = ["hour", "evening", "tomorrow", "monday"] as const;
export type Snooze = (typeof SNOOZES)[number];

const HOUR_MS = 3_600_000;
const MORNING = 9;
const EVENING = 18;
const DAYS = 7;

/** When a conversation that is put off comes back, on the reader's own watch. In the evening "this evening" is the next one. */
export function endOf(snooze: Snooze, now: Date): Date {
  if (snooze === "hour") return new Date(now.getTime() + HOUR_MS);
  const days = snooze === "tomorrow" ? 1 : snooze === "monday" ? (DAYS + 1 - now.getDay()) % DAYS || DAYS : now.getHours() >= EVENING ? 1 : 0;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, snooze === "evening" ? EVENING : MORNING);
}
