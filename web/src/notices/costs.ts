import type { Attempt } from "./queries";

export interface Sum {
  readonly amount: string;
  readonly currency: string;
  /** Whether any of it is a price of ours and not yet what the provider told. */
  readonly estimated: boolean;
}

const MILLIONTHS = 1_000_000;
const COSTS_NOTHING = new Set(["suppressed", "cancelled", "expired", "failed", "planned"]);

/** What attempts cost, by currency: the provider's own word, else the price of what left. */
export function costsOf(attempts: readonly Attempt[], ours: string): readonly Sum[] {
  const sums = new Map<string, { micros: number; estimated: boolean }>();
  for (const { cost_micros, currency, price_micros, state } of attempts) {
    const told = cost_micros !== null;
    const micros = cost_micros ?? (state !== null && COSTS_NOTHING.has(state) ? null : price_micros);
    if (micros === null) continue;
    const unit = (told ? currency : null) ?? ours;
    const before = sums.get(unit) ?? { micros: 0, estimated: false };
    sums.set(unit, { micros: before.micros + micros, estimated: before.estimated || !told });
  }
  return [...sums].map(([currency, { micros, estimated }]) => ({ amount: String(micros / MILLIONTHS), currency, estimated }));
}
