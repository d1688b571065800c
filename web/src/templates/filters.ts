import type { Channel } from "./body";
import type { Standing } from "./queries";

export const STANDINGS: readonly Standing[] = ["current", "sendable", "held", "archived"];
const CHANNELS: readonly Channel[] = ["sms", "whatsapp"];

/** A word of the address as a channel, if it is one. */
export function channelOf(word: string | undefined): Channel | undefined {
  return CHANNELS.find((each) => each === word);
}

/** A word of the address as a state; the usual one stands in no address. */
export function standingOf(word: string | undefined): Standing | undefined {
  return STANDINGS.find((each) => each === word && each !== "current");
}
