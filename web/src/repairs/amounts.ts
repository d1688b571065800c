const CENTS = 100;
const MICROS = 1_000_000;

/** What somebody types as an amount ("49,90"), in cents; nothing for what is none. */
export function centsOf(typed: string): number | undefined {
  const plain = typed.trim().replaceAll(/\s/gu, "").replace(",", ".");
  if (!/^\d{1,6}(?:\.\d{1,2})?$/u.test(plain)) return undefined;
  return Math.round(Number(plain) * CENTS);
}

/** Cents, and millionths, as an amount that formats take. */
export const fromCents = (cents: number) => String(cents / CENTS);
export const fromMicros = (micros: number) => String(micros / MICROS);

/** What somebody types as an amount, in millionths; null where nothing is typed, nothing for what is none. */
export function microsOf(typed: string): number | null | undefined {
  if (typed.trim() === "") return null;
  const cents = centsOf(typed);
  return cents === undefined || cents === 0 ? undefined : cents * (MICROS / CENTS);
}

/** Days as somebody types them ("3, 10, 30"); nothing for what are none. */
export function daysOf(typed: string): readonly number[] | undefined {
  const words = typed.split(/[\s,;]+/u).filter(Boolean);
  return words.every((word) => /^\d{1,3}$/u.test(word)) ? words.map(Number) : undefined;
}

/** A phone of a list, which is looked over shoulders: its last four digits. */
export const masked = (phone: string) => `•••• ${phone.slice(-4)}`;
