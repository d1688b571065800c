import { inWords } from "./terms";

export type Hours = Readonly<Record<string, string>>;

/** How a language writes what sentences are made of. */
export interface Manner {
  readonly hours: (hours: Hours) => string;
  readonly days: (days: readonly string[]) => string;
  readonly quoted: (words: readonly unknown[]) => string;
  readonly said: (text: string) => string;
}

/** A sentence: which one, and what stands in it. */
export type Demand = readonly [says: (typeof SENTENCES)[number], values: Readonly<Record<string, string>>];

export const SENTENCES = [
  ...(["hours", "widest", "closedDays", "holidays", "holidaysOpen", "sender", "optOut", "example", "blocks", "neverWaived", "words", "frequency"] as const),
  ...(["days", "minutes", "refusal", "registered", "noMobile", "local", "prospects", "proof", "leastProgramme", "leastChannel", "other"] as const),
] as const;

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const BY_NAME: ReadonlyMap<unknown, Demand[0]> = new Map([
  ["opt_out_business_days", "days"],
  ["confirmation_minutes", "minutes"],
  ["refusal_days", "refusal"],
  ["registered", "registered"],
  ["no_mobile_numbers", "noMobile"],
  ["local_sender", "local"],
  ["prospect", "prospects"],
  ["opt_out", "proof"],
]);
const KNOWN = new Set(["hours", "widest", "closed", "may_be_opened", "requires", "example", "blocks_on", "may_be_waived", "words", "most", "hours_rolling", "counts", "at_least"]);
const NAMED = new Set(["name", "value", "years"]);

/** What a rule demands, as sentences; what no sentence is known for comes by its own name. */
export function demandsOf(terms: Readonly<Record<string, unknown>>, manner: Manner): readonly Demand[] {
  const named = BY_NAME.get(terms["name"]);
  return [
    ...timesIn(terms, manner),
    ...wordsIn(terms, manner),
    ...(terms["most"] === undefined ? [] : [demand("frequency", { most: String(terms["most"]), hours: String(terms["hours_rolling"]), kind: manner.said(String(terms["counts"])) })]),
    ...(terms["at_least"] === undefined ? [] : [demand(terms["at_least"] === "programme" ? "leastProgramme" : "leastChannel")]),
    ...(named ? [demand(named, { count: String(terms["value"] ?? terms["years"] ?? "") })] : []),
    ...Object.entries(terms)
      .filter(([name, value]) => !KNOWN.has(name) && !(named && NAMED.has(name)) && value !== null)
      .map(([name, value]) => demand("other", { name, value: inWords(value, manner.said) })),
  ];
}

function timesIn({ hours, widest, closed, may_be_opened }: Readonly<Record<string, unknown>>, manner: Manner): readonly Demand[] {
  const shut = isHours(hours) ? closedOf(hours) : [];
  return [
    ...(isHours(hours) ? [demand("hours", { hours: manner.hours(hours) })] : []),
    ...(shut.length > 0 ? [demand("closedDays", { days: manner.days(shut) })] : []),
    ...(isHours(widest) ? [demand("widest", { hours: manner.hours(widest) })] : []),
    ...(closed ? [demand("holidays")] : []),
    ...(closed && may_be_opened === true ? [demand("holidaysOpen")] : []),
  ];
}

function wordsIn({ requires, example, blocks_on, may_be_waived, words }: Readonly<Record<string, unknown>>, manner: Manner): readonly Demand[] {
  const needs = Array.isArray(requires) ? requires : [];
  const blocks = Array.isArray(blocks_on) && blocks_on.length > 0;
  return [
    ...(needs.includes("sender_name") ? [demand("sender")] : []),
    ...(needs.includes("opt_out") ? [demand("optOut")] : []),
    ...(typeof example === "string" ? [demand("example", { example: manner.quoted([example]) })] : []),
    ...(blocks ? [demand("blocks", { channels: manner.said(inWords(blocks_on, manner.said)) })] : []),
    ...(blocks && may_be_waived === false ? [demand("neverWaived")] : []),
    ...(Array.isArray(words) ? [demand("words", { words: manner.quoted(words) })] : []),
  ];
}

/** Days that hours leave out ("mon-sat" leaves out Sunday). */
export function closedOf(hours: Hours): readonly string[] {
  const open = new Set(Object.keys(hours).flatMap(daysOf));
  return DAYS.filter((day) => !open.has(day));
}

function daysOf(span: string): readonly string[] {
  if (span === "daily") return DAYS;
  const [from = "", to = from] = span.split("-");
  const first = DAYS.findIndex((day) => day === from);
  return first < 0 ? [] : DAYS.slice(first, DAYS.findIndex((day) => day === to) + 1);
}

function demand(says: Demand[0], values: Demand[1] = {}): Demand {
  return [says, values];
}

function isHours(told: unknown): told is Hours {
  return typeof told === "object" && told !== null && Object.values(told).every((each) => typeof each === "string");
}
