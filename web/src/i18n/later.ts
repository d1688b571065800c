import type enAnswering from "./en/answering.json";
import type enInbox from "./en/inbox.json";
import type enRepairs from "./en/repairs.json";
import type enSegments from "./en/segments.json";
import type enSimulator from "./en/simulator.json";
import type enWaitlist from "./en/waitlist.json";

/** Rooms that say much, and only on pages of their own: their words come with their pages. Who adds one adds a line here and below. */
export interface LaterWords {
  readonly answering: typeof enAnswering;
  readonly inbox: typeof enInbox;
  readonly repairs: typeof enRepairs;
  readonly segments: typeof enSegments;
  readonly simulator: typeof enSimulator;
  readonly waitlist: typeof enWaitlist;
}

export type LaterRoom = keyof LaterWords;

type Brought = () => Promise<{ default: object }>;

export const LATER: Readonly<Record<LaterRoom, { readonly en: Brought; readonly fr: Brought }>> = {
  answering: { en: () => import("./en/answering.json"), fr: () => import("./fr/answering.json") },
  inbox: { en: () => import("./en/inbox.json"), fr: () => import("./fr/inbox.json") },
  repairs: { en: () => import("./en/repairs.json"), fr: () => import("./fr/repairs.json") },
  segments: { en: () => import("./en/segments.json"), fr: () => import("./fr/segments.json") },
  simulator: { en: () => import("./en/simulator.json"), fr: () => import("./fr/simulator.json") },
  waitlist: { en: () => import("./en/waitlist.json"), fr: () => import("./fr/waitlist.json") },
};
