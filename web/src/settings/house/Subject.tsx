import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { whoIs } from "../../who/asking";
import { useFields } from "../../who/useFields";
import type { Entry } from "./queries";

const KINDS = ["auto_answer", "campaign", "canned_answer", "connection", "contact", "course", "import", "import_schedule", "inbox_team", "key", "notice_kind", "organisation", "portfolio", "segment", "sender", "template", "ticket", "user", "waitlist_staff"] as const;
const LAST_CHARACTERS = 6;

/** What a change was about: by its name where the reader may see it and it is still there, else by the end of its id. */
export function Subject({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const { field } = useFields();
  const [word = "", id = ""] = entry.subject.split(/:(.*)/su);
  const known = KINDS.find((each) => each === word);
  const kind = known ? t(`audit.subjects.${known}`) : field(word);
  const name = useName(word, entry);
  const end = id.slice(-LAST_CHARACTERS);
  if (word === "organisation") return t("audit.detail", { subject: kind });
  const nameless = entry.subject_gone ? t("audit.gone", { kind, id: end }) : entry.subject_name === "" ? t("audit.nameless", { kind }) : t("audit.unnamed", { kind, id: end });
  return <bdi>{t("audit.detail", { subject: name ? t("audit.named", { kind, name }) : nameless })}</bdi>;
}

/** As it is called now, else as the entry itself called it then; members and keys are asked about with those who did something. */
function useName(kind: string, { subject, subject_name, detail }: Entry): string | undefined {
  const place = usePlace();
  const told = subject_name ?? (typeof detail.name === "string" ? detail.name : undefined);
  const asks = told === undefined && (kind === "user" || kind === "key") && may(place, "organisation:read");
  const actor = useQuery({ ...whoIs(place.id, subject), enabled: asks }).data;
  return told ?? actor?.name;
}
