import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Wanted } from "./queries";
import type { InboxSearch } from "./routes";
import { among, LISTS, ORDERS, STATUSES } from "./words";

/** Which conversations the address asks for, and a way to ask for others. */
export function useWanted(): { readonly wanted: Wanted; readonly want: (part: InboxSearch) => void } {
  const { list, team, status, order, q } = useSearch({ from: "/o/$slug/inbox" });
  const navigate = useNavigate();
  return {
    wanted: { list: among(LISTS, list) ?? "all", team, status: among(STATUSES, status), order: among(ORDERS, order) ?? "waiting", search: q },
    want: (part) => void navigate({ to: ".", search: (before: InboxSearch) => ({ ...before, ...part }), replace: true, resetScroll: false }),
  };
}
