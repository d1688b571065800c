import { may, type Place, type Scope } from "../../api/session";

export const VIEWS = ["timeline", "notices", "waitlist", "repairs", "consents", "changes"] as const;
export type View = (typeof VIEWS)[number];

/** What of a person is looked at, as the address says it. */
export function viewOf(word: string | undefined): View {
  return VIEWS.find((each) => each === word) ?? "timeline";
}

const NEEDS: Readonly<Partial<Record<View, Scope>>> = { notices: "messages:read", changes: "audit:read" };

/** Whether somebody's role shows it to them. */
export function mayLookAt(place: Place, view: View): boolean {
  const needs = NEEDS[view];
  return needs === undefined || may(place, needs);
}
