import type { Figures } from "../automatic/queries";

export const MEASURES = ["conversations", "first_response", "resolution", "deflected", "score"] as const;
export type Measure = (typeof MEASURES)[number];

const HUNDRED = 100;

/** One measure of one day, agent, team or channel; nothing where it never came about. */
export function measured(measure: Measure, figures: Figures | undefined): number | null {
  if (!figures) return measure === "conversations" ? 0 : null;
  if (measure === "conversations") return figures.conversations;
  if (measure === "score") return figures.score;
  if (measure === "deflected") return shareOf(figures);
  return figures[measure].median;
}

/** Which share of the messages that were answered automatically needed nobody, in percent. */
export function shareOf({ automatic, deflected }: Figures): number | null {
  return automatic === 0 ? null : (deflected / automatic) * HUNDRED;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [
  ["day", DAY],
  ["hour", HOUR],
  ["minute", MINUTE],
] as const;

/** How long something took, roughly: the two largest units, "2 hr 5 min". */
export function lasting(seconds: number, language: string): string {
  if (seconds < MINUTE) return counted(Math.round(seconds), "second", language);
  const rounded = Math.round(seconds / MINUTE) * MINUTE;
  const parts = UNITS.reduce<{ readonly left: number; readonly said: readonly string[] }>(
    ({ left, said }, [unit, size]) => {
      const many = Math.floor(left / size);
      return many > 0 && said.length < 2 ? { left: left - many * size, said: [...said, counted(many, unit, language)] } : { left, said };
    },
    { left: rounded, said: [] },
  );
  return parts.said.join(" ");
}

function counted(many: number, unit: string, language: string): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(many);
}
