import type { Channel, Way } from "./queries";

/** The channel by which an answer goes: the one that was chosen, else the first by which anything may go; the API tells them in that order. */
export function usableWay(ways: readonly Way[], chosen: Channel | undefined): Way | undefined {
  const open = ways.filter(({ state }) => state !== "closed");
  return open.find(({ channel }) => channel === chosen) ?? open[0];
}
