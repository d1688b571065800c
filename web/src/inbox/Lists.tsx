import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { Chips } from "../ui/Chips";
import type { Counts, Team, Wanted } from "./queries";
import type { InboxSearch } from "./routes";
import { LISTS } from "./words";

interface Props {
  readonly wanted: Wanted;
  readonly counts: Counts | undefined;
  readonly teams: readonly Team[];
  readonly onWant: (part: InboxSearch) => void;
}

/** Whose conversations are listed, each with how many wait there; teams stand below where there are any. */
export function Lists({ wanted, counts, teams, onWant }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const named = (name: string, waiting: number | undefined) => (waiting ? t("inbox.counted", { name, count: waiting, shown: count(waiting) }) : name);
  const ofTeam = new Map(counts?.teams.map(({ team_id, open }) => [team_id, open]));
  return (
    <>
      <Chips
        label={t("inbox.lists")}
        value={wanted.team ? "" : wanted.list}
        choices={LISTS.map((value) => ({ value, label: named(t(`inbox.list.${value}`), counts?.[value]) }))}
        onChoose={(list) => onWant({ list: list === "all" || list === "" ? undefined : list, team: undefined })}
      />
      {teams.length > 0 && (
        <NativeSelect
          size="sm"
          aria-label={t("inbox.team")}
          value={wanted.team ?? ""}
          onChange={(event) => onWant({ team: event.currentTarget.value || undefined, list: undefined })}
          data={[{ value: "", label: t("inbox.everyTeam") }, ...teams.map(({ id, name }) => ({ value: id, label: named(name, ofTeam.get(id)) }))]}
        />
      )}
    </>
  );
}
