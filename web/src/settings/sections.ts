import type { Place, Scope } from "../api/session";
import { may } from "../api/session";

interface Shape {
  readonly name: string;
  readonly to: string;
  readonly needs: Scope;
}

/** All settings by what they are about; a role sees those that it may read. */
const GROUPS = [
  {
    group: "sending",
    sections: [
      { name: "connections", to: "/o/$slug/settings/connections", needs: "channels:read" },
      { name: "senders", to: "/o/$slug/settings/senders", needs: "channels:read" },
      { name: "notices", to: "/o/$slug/settings/notices", needs: "messages:read" },
      { name: "prices", to: "/o/$slug/settings/prices", needs: "channels:read" },
      { name: "safety", to: "/o/$slug/settings/safety", needs: "organisation:read" },
    ],
  },
  {
    group: "rules",
    sections: [
      { name: "rules", to: "/o/$slug/settings/rules", needs: "organisation:read" },
      { name: "policy", to: "/o/$slug/settings/policy", needs: "organisation:read" },
      { name: "wordings", to: "/o/$slug/settings/wordings", needs: "contacts:read" },
    ],
  },
  {
    group: "inbox",
    sections: [
      { name: "teams", to: "/o/$slug/settings/teams", needs: "inbox:read" },
      { name: "answers", to: "/o/$slug/settings/answers", needs: "inbox:read" },
      { name: "automatic", to: "/o/$slug/settings/automatic", needs: "inbox:read" },
      { name: "automation", to: "/o/$slug/settings/inbox", needs: "inbox:read" },
    ],
  },
  {
    group: "people",
    sections: [
      { name: "members", to: "/o/$slug/settings/members", needs: "members:read" },
      { name: "keys", to: "/o/$slug/settings/keys", needs: "keys:read" },
      { name: "audit", to: "/o/$slug/settings/audit", needs: "audit:read" },
    ],
  },
  {
    group: "house",
    sections: [
      { name: "organisation", to: "/o/$slug/settings/organisation", needs: "organisation:read" },
      { name: "retention", to: "/o/$slug/settings/retention", needs: "organisation:read" },
    ],
  },
] as const satisfies readonly { group: string; sections: readonly Shape[] }[];

type Group = (typeof GROUPS)[number];
export type Section = Shape & Pick<Group["sections"][number], "name" | "to">;

export function sectionsOf(place: Place): readonly { readonly group: Group["group"]; readonly sections: readonly Section[] }[] {
  return GROUPS.map(({ group, sections }) => {
    const all: readonly Section[] = sections;
    return { group, sections: all.filter(({ needs }) => may(place, needs)) };
  }).filter(({ sections }) => sections.length > 0);
}
