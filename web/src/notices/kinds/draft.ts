import type { Channel, Kind, KindSent, Stops } from "../queries";

export const CHANNELS: readonly Channel[] = ["email", "whatsapp", "sms", "push"];
export const ROLLOUTS = [10, 25, 50, 100] as const;
/** Stands for an order of the kind's own among the cascades. */
export const OWN = "own";

/** A kind as its form holds it: what people type, and nothing that was left empty. */
export interface Draft {
  readonly key: string;
  readonly name: string;
  readonly purpose: "transactional" | "marketing";
  readonly programme: string;
  readonly templates: Readonly<Partial<Record<Channel, string>>>;
  readonly cascade: string;
  readonly order: readonly Channel[];
  readonly waitMinutes: Readonly<Partial<Record<Channel, string>>>;
  readonly lifeHours: string;
  readonly groupMinutes: string;
  readonly groupedTemplates: Readonly<Partial<Record<Channel, string>>>;
  readonly rollout: (typeof ROLLOUTS)[number];
  readonly segment: string;
  readonly highValue: boolean;
  readonly smart: boolean;
  /** What its messages may cost in a month; empty: whatever they do. */
  readonly budget: string;
  readonly warnPercent: string;
  readonly stops: Stops;
}

/** What a kind stops once its budget is used up. */
export const STOPS: readonly Stops[] = ["nothing", "not_urgent", "all"];

const MILLIONTHS = 1_000_000;
const HOUR = 3_600;
const MINUTE = 60;

export const NOTHING: Draft = {
  key: "",
  name: "",
  purpose: "transactional",
  programme: "",
  templates: {},
  cascade: "standard",
  order: [],
  waitMinutes: {},
  lifeHours: "24",
  groupMinutes: "",
  groupedTemplates: {},
  rollout: 100,
  segment: "",
  highValue: false,
  smart: false,
  budget: "",
  warnPercent: "80",
  stops: "nothing",
};

export function draftOf(kind: Kind): Draft {
  return {
    key: kind.key,
    name: kind.name,
    purpose: kind.class === "marketing" ? "marketing" : "transactional",
    programme: kind.programme,
    templates: kind.templates,
    cascade: kind.order.length > 0 ? OWN : kind.cascade,
    order: kind.order,
    waitMinutes: Object.fromEntries(Object.entries(kind.wait_seconds).map(([channel, seconds]) => [channel, String(seconds / MINUTE)])),
    lifeHours: String(kind.expires_after_seconds / HOUR),
    groupMinutes: kind.group_within_seconds === null ? "" : String(kind.group_within_seconds / MINUTE),
    groupedTemplates: kind.grouped_templates,
    rollout: ROLLOUTS.find((each) => each === kind.rollout_percent) ?? 100,
    segment: kind.rollout_segment_id ?? "",
    highValue: kind.high_value,
    smart: kind.smart,
    budget: kind.budget === null ? "" : String(kind.budget.month_micros / MILLIONTHS),
    warnPercent: String(kind.budget?.warn_percent ?? NOTHING.warnPercent),
    stops: kind.budget?.stops ?? NOTHING.stops,
  };
}

/** What is sent of a draft; texts and waits of channels that are not used, and gathering without a window, are left out. */
export function bodyOf(draft: Draft): KindSent {
  const used = CHANNELS.filter((channel) => draft.templates[channel]);
  const group = draft.groupMinutes.trim() === "" ? null : Math.round(Number(draft.groupMinutes) * MINUTE);
  return {
    name: draft.name.trim(),
    class: draft.purpose,
    programme: draft.purpose === "marketing" ? draft.programme.trim() : "",
    templates: of(used, draft.templates),
    cascade: draft.cascade === OWN ? "standard" : draft.cascade,
    order: draft.cascade === OWN ? orderOf(draft) : [],
    wait_seconds: Object.fromEntries(used.flatMap((channel) => secondsOf(channel, draft.waitMinutes[channel]))),
    expires_after_seconds: Math.round(Number(draft.lifeHours) * HOUR),
    group_within_seconds: group,
    grouped_templates: group === null ? {} : of(used, draft.groupedTemplates),
    rollout_percent: draft.rollout,
    rollout_segment_id: draft.segment || null,
    high_value: draft.highValue,
    smart: draft.smart && draft.cascade !== OWN,
    budget: draft.budget.trim() === "" ? null : { month_micros: Math.round(Number(draft.budget) * MILLIONTHS), warn_percent: Math.round(Number(draft.warnPercent)), stops: draft.stops },
  };
}

/** An order of the kind's own: what it was, without channels that have no text, and then the others that have one. */
export function orderOf({ order, templates }: Pick<Draft, "order" | "templates">): Channel[] {
  const used = CHANNELS.filter((channel) => templates[channel]);
  return [...order.filter((channel) => used.includes(channel)), ...used.filter((channel) => !order.includes(channel))];
}

/** The same order with one channel a place earlier. */
export function earlier(order: readonly Channel[], channel: Channel): readonly Channel[] {
  const place = order.indexOf(channel);
  const before = order[place - 1];
  return before === undefined ? order : [...order.slice(0, place - 1), channel, before, ...order.slice(place + 1)];
}

/** A key that a name suggests: "Prêt à retirer" is pret_a_retirer. */
export function keyFrom(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "_")
    .replaceAll(/^_+|_+$/gu, "")
    .slice(0, 64);
}

function of(used: readonly Channel[], texts: Draft["templates"]): Record<string, string> {
  return Object.fromEntries(used.flatMap((channel) => (texts[channel] ? [[channel, texts[channel]]] : [])));
}

function secondsOf(channel: Channel, minutes: string | undefined): [Channel, number][] {
  return minutes === undefined || minutes.trim() === "" ? [] : [[channel, Math.round(Number(minutes) * MINUTE)]];
}
