/** What a notice says that it is about, as whoever asked for it named it. */
export interface About {
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
}

const OURS = {
  ticket: { words: "notices.subjects.ticket", to: "/o/$slug/repairs/$id" },
  waitlist_slot: { words: "notices.subjects.waitlist_slot", to: "/o/$slug/waitlist/slots/$id" },
  waitlist_entry: { words: "notices.subjects.waitlist_entry", to: "/o/$slug/waitlist/people/$id" },
} as const;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The words and the page for a repair or something of the waitlist; nothing for a subject of another system, which may be called a ticket, too. */
export function subjectOf({ subject_kind: kind, subject_id: id }: About) {
  if (!kind || !id || !ID.test(id) || !Object.hasOwn(OURS, kind)) return undefined;
  return { ...OURS[kind as keyof typeof OURS], id };
}
