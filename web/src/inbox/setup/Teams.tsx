import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { Loaded } from "../../settings/Loaded";
import { faultOf, Refusal, Tick } from "../../settings/parts";
import { SettingsPage } from "../../settings/SettingsPage";
import { usePlace } from "../../shell/usePlace";
import { Empty } from "../../ui/Empty";
import { Sheet } from "../../ui/Page";
import { agentsOf, archiveTeam, putTeam, teamsOf, type Agent, type Team } from "../queries";
import { useChange } from "./useChange";
import styles from "../../settings/Settings.module.css";

/** Agents who share work: a conversation can be given to a team as well as to somebody. */
export function Teams() {
  const { t } = useTranslation();
  const place = usePlace();
  const [edits, setEdits] = useState<Team | "new">();
  const manages = may(place, "inbox:manage");
  return (
    <SettingsPage
      title={t("settings.sections.teams")}
      lead={t("inbox.teamsLead")}
      {...(manages && edits === undefined ? { aside: <Button onClick={() => setEdits("new")}>{t("inbox.newTeam")}</Button> } : {})}
    >
      {edits !== undefined && <TeamForm key={edits === "new" ? "new" : edits.id} team={edits === "new" ? undefined : edits} onDone={() => setEdits(undefined)} />}
      <TeamList manages={manages} onEdit={setEdits} />
    </SettingsPage>
  );
}

function TeamList({ manages, onEdit }: { readonly manages: boolean; readonly onEdit: (team: Team) => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const teams = useQuery(teamsOf(place.id));
  const agents = useQuery(agentsOf(place.id)).data ?? [];
  const back = useChange((team: Team) => putTeam(team.id, { name: team.name, members: team.members }));
  const archive = useChange((team: Team) => archiveTeam(team.id), { said: (_answer, team) => ({ text: t("inbox.archived", { name: team.name }), undo: () => back.mutate(team) }) });
  return (
    <Loaded from={teams}>
      {(rows) =>
        rows.length === 0 ? (
          <Empty title={t("inbox.noTeam")} why={t("inbox.noTeamWhy")} />
        ) : (
          <Sheet label={t("settings.sections.teams")}>
            <ul className={styles.list} data-lined>
              {rows.map((team) => (
                <li key={team.id} className={styles.thing}>
                  <span className={styles.words}>
                    <span className={styles.name} dir="auto">
                      {team.name}
                    </span>
                    <span className={styles.quiet}>{namesOf(team, agents) || t("inbox.nobodyIn")}</span>
                  </span>
                  {manages && (
                    <span className={styles.row}>
                      <Button variant="default" size="compact-md" aria-label={t("inbox.changeOf", { name: team.name })} onClick={() => onEdit(team)}>
                        {t("inbox.change")}
                      </Button>
                      <Button variant="default" size="compact-md" aria-label={t("inbox.archiveOf", { name: team.name })} onClick={() => archive.mutate(team)}>
                        {t("inbox.archive")}
                      </Button>
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Sheet>
        )
      }
    </Loaded>
  );
}

function namesOf(team: Team, agents: readonly Agent[]): string {
  return agents.flatMap(({ user_id, name }) => (team.members.includes(user_id) ? [name] : [])).join(", ");
}

function TeamForm({ team, onDone }: { readonly team: Team | undefined; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const place = usePlace();
  const agents = useQuery(agentsOf(place.id)).data ?? [];
  const [name, setName] = useState(team?.name ?? "");
  const [members, setMembers] = useState<readonly string[]>(team?.members ?? []);
  const put = useChange((body: { name: string; members: string[] }) => putTeam(team?.id, body), { said: (kept) => ({ text: t("inbox.saved", { name: kept.name }) }), after: onDone, quiet: true });
  return (
    <Sheet title={t(team ? "inbox.changeTeam" : "inbox.newTeam")}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate({ name, members: [...members] });
        }}
      >
        <Refusal error={put.error} fields={["name"]} />
        <TextInput label={t("inbox.teamName")} required withAsterisk={false} maxLength={200} data-autofocus autoFocus error={faultOf(put.error, "name")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <fieldset className={styles.ticks}>
          <legend>{t("inbox.members")}</legend>
          {agents.map(({ user_id, name: who }) => (
            <Tick
              key={user_id}
              label={who}
              checked={members.includes(user_id)}
              onChange={(on) => setMembers(on ? [...members, user_id] : members.filter((each) => each !== user_id))}
            />
          ))}
        </fieldset>
        <div className={styles.row}>
          <Button type="submit" loading={put.isPending}>
            {t("inbox.save")}
          </Button>
          <Button variant="subtle" onClick={onDone}>
            {t("settings.cancel")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
