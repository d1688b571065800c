import type { QueryKey } from "@tanstack/react-query";
import type { Change } from "./told";

/** A room, by the first word of its queries' keys; or some parts of its things, by the fourth ("" is the thing itself, and lists). */
type Shown = string | { readonly room: string; readonly parts: readonly string[] };

/** Where people of a campaign stand: its settings, plan and history don't change by a receipt, of which there are a thousand a second. */
const STANDING = ["stats", "why", "recipients"] as const;
const RELEASED = ["", "stats", "why", "recipients", "plan"] as const;

/** Which queries show what a topic is about; the second word of their keys is the organisation. */
const SHOWN: Readonly<Record<string, readonly Shown[]>> = {
  campaigns: ["campaigns", "approvals", "home", "spending"],
  recipients: [{ room: "campaigns", parts: STANDING }, "messages", "home"],
  releases: [{ room: "campaigns", parts: RELEASED }, "messages", "home"],
  contacts: ["contacts", "attributes", "events"],
  imports: ["imports", "home"],
  consent: ["suppressions", "unclear", "contacts", "programmes", "settings"],
  segments: ["segments"],
  courses: ["courses"],
  waitlist: ["waitlist"],
  templates: ["templates", "campaigns"],
  channels: ["senders", "settings", "home"],
  inbound: ["contacts", "unclear", "home"],
  messages: ["messages", "campaigns", "home"],
  inbox: ["inbox", "home"],
  presence: ["presence"],
  notices: ["notices", "repairs"],
  repairs: ["repairs", "home"],
  organisation: ["settings", "session", "home"],
  members: ["settings"],
  keys: ["settings"],
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** Whether a query of this key may show something else after a change. A query about one thing is left alone by changes of another. */
export function concerns({ topic, id }: Change, place: string, [room, organisation, thing, part]: QueryKey): boolean {
  const rooms = SHOWN[topic] ?? [topic];
  const shown = rooms.find((each) => roomOf(each) === room);
  if (shown === undefined) return false;
  if (room === "session") return true;
  if (organisation !== place) return false;
  const ofOne = typeof thing === "string" && ID.test(thing);
  if (typeof shown === "object" && !shown.parts.includes(ofOne && typeof part === "string" ? part : "")) return false;
  return !ofOne || id === null || shown !== rooms[0] || thing === id;
}

function roomOf(shown: Shown): string {
  return typeof shown === "string" ? shown : shown.room;
}
