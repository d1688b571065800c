import type { Schemas } from "../api/client";
import type { Wishes } from "./queries";

/** Wishes as a form holds them: text in every field. */
export interface Draft {
  readonly staff: readonly string[];
  readonly weekdays: readonly number[];
  readonly earliest: string;
  readonly latest: string;
  readonly from: string;
  readonly until: string;
  readonly party: string;
  readonly priority: string;
}

export const ANYTHING: Draft = { staff: [], weekdays: [], earliest: "", latest: "", from: "", until: "", party: "1", priority: "5" };

/** What somebody waits for, as a form shows it. */
export function draftOf(wishes: Wishes, priority: number): Draft {
  return {
    staff: wishes.staff_ids,
    weekdays: wishes.weekdays,
    earliest: wishes.earliest?.slice(0, 5) ?? "",
    latest: wishes.latest?.slice(0, 5) ?? "",
    from: wishes.from_day ?? "",
    until: wishes.until_day ?? "",
    party: String(wishes.party),
    priority: String(priority),
  };
}

/** A form's fields as the API takes them: what is left empty does not matter to them. */
export function sentOf(draft: Draft): Pick<Schemas["EntryChanged"], "priority"> & { readonly wishes: Schemas["WishesSent"] } {
  return {
    priority: Number(draft.priority),
    wishes: {
      staff_ids: [...draft.staff],
      weekdays: [...draft.weekdays],
      earliest: draft.earliest || null,
      latest: draft.latest || null,
      from_day: draft.from || null,
      until_day: draft.until || null,
      party: Number(draft.party),
    },
  };
}
