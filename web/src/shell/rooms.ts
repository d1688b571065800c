import type { Place, Scope } from "../api/session";
import { may } from "../api/session";
import type { IconName } from "../ui/Icon";

interface Room {
  readonly name: "campaigns" | "contacts" | "account";
  readonly to: "/o/$slug/campaigns" | "/o/$slug/contacts" | "/o/$slug/account";
  readonly icon: IconName;
  readonly needs?: Scope;
}

const ROOMS: readonly Room[] = [
  { name: "campaigns", to: "/o/$slug/campaigns", icon: "campaigns", needs: "campaigns:read" },
  { name: "contacts", to: "/o/$slug/contacts", icon: "contacts", needs: "contacts:read" },
  { name: "account", to: "/o/$slug/account", icon: "account" },
];

/** The rooms that somebody's role opens; those that do not exist yet stand nowhere. */
export function roomsOf(place: Place): readonly Room[] {
  return ROOMS.filter(({ needs }) => needs === undefined || may(place, needs));
}
