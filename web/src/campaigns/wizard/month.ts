import type { Schemas } from "../../api/client";

export type ClosedDay = Schemas["ClosedDayShown"];
type Rule = ClosedDay["rules"][number];

const DAY_MS = 86_400_000;
const WEEK = 7;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);

export interface Cell {
  /** "2026-10-05"; undefined before the first of the month. */
  readonly day: string | undefined;
  readonly people: number;
  /** Between the first and the last day of sending, without any: closed by law, by hours or by choice. */
  readonly closed: boolean;
}

export interface Month {
  /** Its first day. */
  readonly first: string;
  readonly cells: readonly Cell[];
}

/** The months of a plan, as sheets that begin with Monday. Days are the organisation's and have no zone. */
export function monthsOf(days: readonly { readonly day: string; readonly people: number }[]): readonly Month[] {
  const sending = days.filter(({ people }) => people > 0);
  const [from, to] = [sending[0]?.day, sending.at(-1)?.day];
  if (from === undefined || to === undefined) return [];
  const planned = new Map(days.map(({ day, people }) => [day, people]));
  const months: Month[] = [];
  for (let first = `${from.slice(0, 7)}-01`; first <= to; first = nextMonth(first)) {
    const cells: Cell[] = Array.from({ length: weekday(first) }, () => ({ day: undefined, people: 0, closed: false }));
    for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = after(day)) {
      const people = planned.get(day) ?? 0;
      cells.push({ day, people, closed: people === 0 && day > from && day < to });
    }
    months.push({ first, cells });
  }
  return months;
}

/** The rules that close days, in the order of their first ones, each with all its days. */
export function lawsOf(closed: readonly ClosedDay[]): readonly { readonly rule: Rule; readonly days: readonly string[] }[] {
  const laws = new Map<string, { rule: Rule; days: string[] }>();
  for (const { day, rules } of closed)
    for (const rule of rules) {
      const key = `${rule.pack} ${rule.rule}`;
      const law = laws.get(key) ?? { rule, days: [] };
      law.days.push(day);
      laws.set(key, law);
    }
  return [...laws.values()];
}

/** The names of the days of the week in a language, Monday first. */
export function weekdayNames(language: string, length: "short" | "long"): readonly string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: length, timeZone: "UTC" });
  return Array.from({ length: WEEK }, (_, index) => format.format(MONDAY + index * DAY_MS));
}

/** 0 is Monday. */
function weekday(day: string): number {
  return (new Date(day).getUTCDay() + WEEK - 1) % WEEK;
}

function after(day: string): string {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

function nextMonth(first: string): string {
  const date = new Date(first);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}
