import type { Cascades, Channel } from "../queries";

/** What of a kind decides in which order its channels are tried. */
export interface Ordered {
  readonly templates: Readonly<Record<string, string>>;
  readonly cascade: string;
  readonly order: readonly Channel[];
  readonly wait_seconds: Readonly<Record<string, number>>;
  readonly high_value: boolean;
}

export interface Step {
  readonly channel: Channel;
  readonly template: string;
  /** How long it may be silent before the next one follows. */
  readonly wait: number | undefined;
  /** Nobody tells that it arrived: only what comes back brings the next one. */
  readonly untold: boolean;
  /** What goes at once with it; `engaged`: only to people who use it with us. */
  readonly beside: readonly { readonly channel: Channel; readonly engaged: boolean }[];
}

export interface Way {
  /** It holds for people who can be reached by this channel; without it: for all others. */
  readonly when: Channel | undefined;
  readonly steps: readonly Step[];
}

const TOGETHER_NEVER: readonly (readonly Channel[])[] = [["whatsapp", "sms"]];

/** The ways of a kind, each as the steps that its texts allow; ways that come out alike are one. */
export function waysOf(kind: Ordered, cascades: Cascades): readonly Way[] {
  const cascade = cascades.items.find(({ name }) => name === kind.cascade);
  const kept = (channel: Channel) => kind.order.length === 0 && !kind.high_value && (cascade?.high_value_only.includes(channel) ?? false);
  const texts = (channel: Channel) => (kept(channel) ? undefined : kind.templates[channel]);
  const own: Cascades["items"][number]["ways"] = [{ when_usable: null, tried: [...kind.order], beside: [], engaged_only: [] }];
  const ways = kind.order.length > 0 ? own : (cascade?.ways ?? []);
  const found = ways.map(({ when_usable, tried, beside, engaged_only }): Way => {
    const said = tried.flatMap((channel) => {
      const template = texts(channel);
      return template ? [{ channel, template, wait: kind.wait_seconds[channel] ?? cascades.wait_seconds[channel], untold: cascades.counts_as_arrived.includes(channel), beside: [] }] : [];
    });
    const [first, ...rest] = said;
    const with_it = beside.filter((each) => first && each !== first.channel && texts(each) && !apart(each, first.channel));
    const steps = first ? [{ ...first, beside: with_it.map((channel) => ({ channel, engaged: engaged_only.includes(channel) })) }, ...rest] : [];
    return { when: tried.find((each) => each === when_usable), steps };
  });
  const possible = found.filter(({ when, steps }) => steps.length > 0 && (when === undefined || texts(when)));
  return possible.length > 1 && possible.every((way) => alike(way, possible.at(-1))) ? possible.slice(-1) : possible;
}

function apart(one: Channel, other: Channel): boolean {
  return TOGETHER_NEVER.some((pair) => pair.includes(one) && pair.includes(other));
}

function alike(one: Way, other: Way | undefined): boolean {
  return JSON.stringify(one.steps) === JSON.stringify(other?.steps);
}
