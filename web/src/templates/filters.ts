import type { Channel } from "./body";
import type { Standing } from "./queries";

export const STANDINGS: readonly Standing[] = ["current", "sendable", "held", "archived"];
/** The channels that texts are written for here. */
export const CHANNELS = ["sms", "whatsapp", "email"] as const satisfies readonly Channel[];
export type WrittenFor = (typeof CHANNELS)[number];

/** A word of the address as a channel, if it is one. */
export function channelOf(word: string | undefined): WrittenFor | undefined {
  return CHANNELS.find((each) => each === word);
}

/** A word of the address as a state; the usual one stands in no address. */
export function standingOf(word: string | undefined): Standing | undefined {
  return STANDINGS.find((each) => each === word && each !== "current");
}
