import { isOwn } from "../approvals/queries";
import { may, type Place, type Scope } from "../api/session";
import type { Needed } from "./queries";

type Finding = Needed["findings"][number];

/** What somebody must be allowed to do to mend something. */
export function mends({ code }: Pick<Finding, "code">): Scope {
  if (code === "messages_unconfirmed") return "messages:send";
  return code.startsWith("sender") || code.startsWith("no_sender") || code.startsWith("connection") || code === "callbacks_not_applied" ? "channels:write" : "operations";
}

/** What somebody's role can do something about, and what is amiss that others must mend; decisions that are others' are in neither. */
export function shared(place: Place, person: string, needs: Needed): { readonly mine: Needed; readonly others: readonly Finding[] } {
  const mine = (finding: Finding) => may(place, mends(finding));
  const decides = may(place, "contacts:write");
  return {
    mine: {
      findings: needs.findings.filter(mine),
      approvals: needs.approvals.filter((each) => (each.approved ? may(place, "campaigns:write") : may(place, "campaigns:launch") || isOwn(person, each, each))),
      refiled: may(place, "templates:write") ? needs.refiled : [],
      imports: decides ? needs.imports : [],
      unclear_messages: decides ? needs.unclear_messages : 0,
      escalated: may(place, "inbox:write") ? needs.escalated : null,
      repairs_budget: may(place, "templates:write") ? needs.repairs_budget : null,
      notice_budgets: may(place, "templates:write") ? needs.notice_budgets : [],
    },
    others: needs.findings.filter((each) => !mine(each) && each.code !== "messages_unconfirmed"),
  };
}
