import type { Schemas } from "../api/client";

type Code = Schemas["AmissShown"]["code"];

/** Where somebody mends what is amiss; nothing where no page does. */
export function wayFor(code: Code) {
  if (code.startsWith("sender") || code.startsWith("no_sender")) return "/o/$slug/settings/senders";
  if (code.startsWith("connection") || code === "callbacks_not_applied") return "/o/$slug/settings/connections";
  if (code === "sending_stopped" || code === "allow_list_only") return "/o/$slug/settings/safety";
  if (code === "messages_unconfirmed") return "/o/$slug/decisions/unconfirmed";
  return undefined;
}
