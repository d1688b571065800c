import type { TFunction } from "i18next";
import type { Agent } from "./queries";

/** Who did or wrote something: an agent by name, a program, or the machine. Whoever is no agent any more is told as somebody of the team. */
export function authorOf(by: string | null, agents: readonly Agent[], t: TFunction): string {
  if (by?.startsWith("user:")) return agents.find(({ user_id }) => `user:${user_id}` === by)?.name ?? t("inbox.somebody");
  return t(by?.startsWith("key:") || by?.startsWith("cli:") ? "inbox.aProgram" : "app.name");
}
