import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useInside } from "../shell/usePlace";
import { whoIs } from "./asking";

const ASKED_FOR = /^(user|key):/u;

/** The name of whoever the audit and histories call "user:…", "key:…", "cli:…" or "system:…", those who are gone too. */
export function useWho(actor: string): string {
  const { t } = useTranslation();
  const { person, place } = useInside();
  const asked = ASKED_FOR.test(actor);
  const { data, isPending } = useQuery({ ...whoIs(place.id, actor), enabled: asked && actor !== `user:${person.id}` });
  if (actor === `user:${person.id}`) return t("who.you");
  if (!asked) return t(actor.startsWith("cli") ? "who.operator" : actor.startsWith("person") || actor.startsWith("contact") ? "who.themselves" : "who.tidings");
  const isKey = actor.startsWith("key:");
  if (!data) return isPending ? "…" : t(isKey ? "who.someKey" : "who.somebody");
  const name = isKey ? t("who.key", { name: data.name }) : data.name;
  return data.here ? name : t("who.gone", { name });
}
