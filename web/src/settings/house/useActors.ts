import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { usePlace } from "../../shell/usePlace";
import { keysOf, membersOf } from "../people/queries";

/** Members and keys to filter the audit by, as far as one's role may see them. */
export function useActors() {
  const { t } = useTranslation();
  const place = usePlace();
  const members = useQuery({ ...membersOf(place.id), enabled: may(place, "members:read") }).data ?? [];
  const keys = useQuery({ ...keysOf(place.id), enabled: may(place, "keys:read") }).data ?? [];
  return [
    ...members.map(({ user_id, name }) => ({ value: `user:${user_id}`, label: name })),
    ...keys.map(({ id, name }) => ({ value: `key:${id}`, label: t("audit.key", { name }) })),
  ];
}
