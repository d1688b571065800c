import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may, type Place, type Scope } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { whoIs } from "../../who/asking";
import { useFields } from "../../who/useFields";
import { connectionsOf } from "../channels/queries";
import type { Entry } from "./queries";

const KINDS = ["campaign", "connection", "contact", "import", "key", "organisation", "portfolio", "segment", "sender", "template", "user"] as const;
const NEEDS: Readonly<Record<string, Scope>> = { connection: "channels:read", user: "organisation:read", key: "organisation:read" };
const LAST_CHARACTERS = 6;

/** What a change was about: by its name where the reader may see it and it is still there, else by the end of its id. */
export function Subject({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { field } = useFields();
  const [word = "", id = ""] = entry.subject.split(/:(.*)/su);
  const known = KINDS.find((each) => each === word);
  const kind = known ? t(`audit.subjects.${known}`) : field(word);
  const name = useName(word, id, entry.detail.name);
  if (word === "organisation") return t("audit.detail", { subject: kind });
  const subject = name ? t("audit.named", { kind, name }) : t("audit.unnamed", { kind, id: id.slice(-LAST_CHARACTERS) });
  return <bdi>{t("audit.detail", { subject })}</bdi>;
}

/** Asks for a name where the entry itself tells none, in ways that know of who is gone; drafts, segments and people may be, and go by their id. */
function useName(kind: string, id: string, told: unknown): string | undefined {
  const place = usePlace();
  const given = typeof told === "string" && told !== "" ? told : undefined;
  const asks = (which: string) => given === undefined && kind === which && mayLook(place, kind);
  const once = { retry: false, refetchInterval: false, staleTime: Number.POSITIVE_INFINITY } as const;
  const connections = useQuery({ ...connectionsOf(place.id), ...once, enabled: asks("connection") }).data;
  const actor = useQuery({ ...whoIs(place.id, `${kind}:${id}`), enabled: asks("user") || asks("key") }).data;
  const connection = connections?.find((each) => each.id === id);
  return given ?? connection?.name ?? actor?.name;
}

function mayLook(place: Place, kind: string): boolean {
  const needs = NEEDS[kind];
  return needs !== undefined && may(place, needs);
}
