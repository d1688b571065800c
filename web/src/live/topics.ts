import type { QueryKey } from "@tanstack/react-query";
import type { Change } from "./told";

/** Which queries show what a topic is about, by the first word of their keys; the second is the organisation. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  campaigns: ["campaigns", "approvals", "home", "spending"],
  recipients: ["campaigns", "messages", "home"],
  contacts: ["contacts", "attributes", "events"],
  imports: ["imports", "home"],
  consent: ["suppressions", "unclear", "contacts", "programmes", "settings"],
  segments: ["segments"],
  courses: ["courses"],
  templates: ["templates", "campaigns"],
  channels: ["senders", "settings", "home"],
  inbound: ["contacts", "unclear", "home"],
  messages: ["messages", "campaigns", "home"],
  organisation: ["settings", "session", "home"],
  members: ["settings"],
  keys: ["settings"],
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** Whether a query of this key may show something else after a change. A query about one thing is left alone by changes of another. */
export function concerns({ topic, id }: Change, place: string, [room, organisation, thing]: QueryKey): boolean {
  const rooms = SHOWN[topic] ?? [topic];
  if (typeof room !== "string" || !rooms.includes(room)) return false;
  if (room === "session") return true;
  if (organisation !== place) return false;
  const ofOne = typeof thing === "string" && ID.test(thing);
  return !ofOne || id === null || room !== rooms[0] || thing === id;
}
