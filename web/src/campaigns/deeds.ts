import type { Schemas } from "../api/client";

const DEEDS = [
  "created",
  "edited",
  "recipients_added",
  "recipients_removed",
  "submitted",
  "approved",
  "refused",
  "approval_voided",
  "required_text_waived",
  "activated",
  "started",
  "paused",
  "resumed",
  "cancelled",
  "completed",
  "expired",
  "reopened",
  "budget_reached",
  "tested",
] as const;

export interface Deed {
  /** One that has words; others are shown as the audit names them. */
  readonly what: (typeof DEEDS)[number] | undefined;
  readonly people: number | undefined;
  readonly reason: string | undefined;
  readonly fields: readonly string[] | undefined;
}

/** What the audit tells of something that was done, as far as it is for people. */
export function deedOf({ action, detail }: Pick<Schemas["DoneShown"], "action" | "detail">): Deed {
  const word = action.replace(/^campaign\./u, "");
  const people = [detail["added"], detail["removed"], detail["recipients"]].find((each) => typeof each === "number");
  const reason = detail["reason"];
  const fields = detail["fields"];
  return {
    what: DEEDS.find((deed) => deed === word),
    people: typeof people === "number" ? people : undefined,
    reason: typeof reason === "string" ? reason : undefined,
    fields: Array.isArray(fields) ? fields.map(String) : undefined,
  };
}
