import type { Place, Scope } from "../api/session";
import { may } from "../api/session";
import type { IconName } from "../ui/Icon";

interface Shape {
  readonly name: string;
  readonly to: string;
  readonly icon: IconName;
  readonly group: Group;
  /** What a role needs to see it; nothing if everybody may. */
  readonly needs?: Scope;
  /** May stand in a phone's bottom bar: the first four that somebody's role opens do; everything else is behind "More". */
  readonly onBar?: boolean;
  /** Only where a simulator stands for the providers. */
  readonly simulated?: true;
}

export type Group = "work" | "audience" | "house";

/** In the order of the side bar. Who adds a room adds a line, its word in `i18n/<language>/rooms.json` and its icon. */
const ROOMS = [
  { name: "home", to: "/o/$slug", icon: "home", group: "work", onBar: true },
  { name: "inbox", to: "/o/$slug/inbox", icon: "inbox", group: "work", needs: "inbox:read", onBar: true },
  { name: "campaigns", to: "/o/$slug/campaigns", icon: "campaigns", group: "work", needs: "campaigns:read", onBar: true },
  { name: "approvals", to: "/o/$slug/approvals", icon: "approvals", group: "work", needs: "campaigns:read", onBar: true },
  { name: "decisions", to: "/o/$slug/decisions", icon: "decisions", group: "work", needs: "messages:read" },
  { name: "notices", to: "/o/$slug/notices", icon: "notices", group: "work", needs: "messages:read" },
  { name: "waitlist", to: "/o/$slug/waitlist", icon: "waitlist", group: "work", needs: "contacts:read" },
  { name: "repairs", to: "/o/$slug/repairs", icon: "repairs", group: "work", needs: "contacts:read" },
  { name: "templates", to: "/o/$slug/templates", icon: "templates", group: "work", needs: "templates:read" },
  { name: "contacts", to: "/o/$slug/contacts", icon: "contacts", group: "audience", needs: "contacts:read", onBar: true },
  { name: "segments", to: "/o/$slug/segments", icon: "segments", group: "audience", needs: "contacts:read" },
  { name: "courses", to: "/o/$slug/courses", icon: "courses", group: "audience", needs: "contacts:read" },
  { name: "imports", to: "/o/$slug/imports", icon: "imports", group: "audience", needs: "contacts:read" },
  { name: "suppressions", to: "/o/$slug/suppressions", icon: "suppressions", group: "audience", needs: "contacts:read" },
  { name: "settings", to: "/o/$slug/settings", icon: "settings", group: "house", needs: "organisation:read" },
  { name: "simulator", to: "/o/$slug/simulator", icon: "simulator", group: "house", needs: "messages:read", simulated: true },
  { name: "account", to: "/o/$slug/account", icon: "account", group: "house" },
] as const satisfies readonly Shape[];

export type Room = Shape & Pick<(typeof ROOMS)[number], "name" | "to">;

const MOST_ON_BAR = 4;

const GROUPS: readonly Group[] = ["work", "audience", "house"];

/** The rooms that somebody's role opens; those that do not exist yet stand nowhere. */
export function roomsOf(place: Place, simulated: boolean): readonly Room[] {
  const all: readonly Room[] = ROOMS;
  const open = all.filter(({ needs, simulated: only }) => (needs === undefined || may(place, needs)) && (!only || simulated));
  const bar = new Set(open.filter(({ onBar }) => onBar).slice(0, MOST_ON_BAR));
  return open.map((room) => (room.onBar && !bar.has(room) ? { ...room, onBar: false } : room));
}

/** The same by group, without groups of which a role sees nothing. */
export function groupsOf(rooms: readonly Room[]): readonly { readonly group: Group; readonly rooms: readonly Room[] }[] {
  return GROUPS.map((group) => ({ group, rooms: rooms.filter((room) => room.group === group) })).filter((each) => each.rooms.length > 0);
}
