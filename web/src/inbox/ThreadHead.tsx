import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { businessNow } from "../api/time";
import { useFormats } from "../i18n/formats";
import { useInside } from "../shell/usePlace";
import { Back } from "../ui/Back";
import { Icon } from "../ui/Icon";
import { Menu, MenuGroup, MenuItem } from "../ui/Menu";
import { teamsOf, type Agent, type Opened } from "./queries";
import { endOf, SNOOZES } from "./snoozes";
import { urgencyOf } from "./ThreadRow";
import { useActs } from "./useActs";
import { told } from "./words";
import styles from "./Inbox.module.css";

const EscalateDialog = lazy(async () => ({ default: (await import("./EscalateDialog")).EscalateDialog }));

interface Props {
  readonly thread: Opened;
  readonly name: string;
  readonly agents: readonly Agent[];
  readonly about: boolean;
  readonly onAbout: () => void;
}

/** Who it is, whose it is, since when they wait and why; and what can be done with it. */
export function ThreadHead({ thread, name, agents, about, onAbout }: Props) {
  const { t, i18n } = useTranslation();
  const { ago, moment } = useFormats();
  const { place } = useInside();
  const acts = useActs(thread);
  const may_ = may(place, "inbox:write");
  const whose = agents.find(({ user_id }) => user_id === thread.assignee_id)?.name;
  const team = useQuery(teamsOf(place.id)).data?.find(({ id }) => id === thread.team_id)?.name;
  const resolved = thread.status === "resolved";
  useHotkeys(may_ ? [["e", () => acts.settle(resolved ? "open" : "resolved")]] : []);
  const facts = [
    thread.status === "snoozed" && thread.snoozed_until ? t("inbox.snoozedUntil", { when: moment(thread.snoozed_until) }) : t(`inbox.statuses.${thread.status}`),
    whose ? t("inbox.whose", { name: whose }) : t("inbox.nobodys"),
    team,
    thread.waiting_since && t("inbox.waits", { since: ago(thread.waiting_since) }),
  ].filter(Boolean);
  return (
    <header className={styles.head}>
      <Back to="/o/$slug/inbox" params={{ slug: place.slug }} search={true}>
        {t("inbox.title")}
      </Back>
      <h1 dir="auto">{name}</h1>
      <div className={styles.standing}>
        <p className={styles.quiet}>
          {thread.urgency !== "none" && (
            <span className={styles.badge} data-tone="bad">
              {t(`inbox.urgency.${urgencyOf(thread.urgency)}`)}
            </span>
          )}{" "}
          {facts.join(" · ")}
        </p>
        <p className={styles.quiet}>{told(thread.explanation, i18n.language)}</p>
      </div>
      <div className={styles.deeds}>
        {may_ && (
          <Button size="compact-md" loading={acts.busy} onClick={() => acts.settle(resolved ? "open" : "resolved")}>
            {t(resolved ? "inbox.reopen" : "inbox.resolve")}
          </Button>
        )}
        {may_ && <AssignMenu thread={thread} agents={agents} acts={acts} />}
        {may_ && <MoreMenu thread={thread} acts={acts} />}
      </div>
      <Button variant="default" size="compact-md" aria-pressed={about} className={styles.aboutButton ?? ""} onClick={onAbout}>
        {t("inbox.about")}
      </Button>
    </header>
  );
}

type Acts = ReturnType<typeof useActs>;

function AssignMenu({ thread, agents, acts }: { readonly thread: Opened; readonly agents: readonly Agent[]; readonly acts: Acts }) {
  const { t } = useTranslation();
  const { place, person } = useInside();
  const teams = useQuery(teamsOf(place.id)).data ?? [];
  const { assignee_id, team_id } = thread;
  const given = (name: string) => t("inbox.done.given", { name });
  return (
    <Menu
      from="end"
      opener={(opener) => (
        <Button {...opener} variant="default" size="compact-md" rightSection={<Icon name="down" size={16} />}>
          {t("inbox.assign")}
        </Button>
      )}
    >
      {assignee_id !== person.id && <MenuItem onChoose={() => acts.assign(person.id, team_id, t("inbox.done.taken"))}>{t("inbox.take")}</MenuItem>}
      {(assignee_id || team_id) && <MenuItem onChoose={() => acts.assign(null, null, t("inbox.done.givenBack"))}>{t("inbox.giveBack")}</MenuItem>}
      <MenuGroup label={t("inbox.agents")}>
        {agents
          .filter(({ user_id }) => user_id !== person.id)
          .map(({ user_id, name }) => (
            <MenuItem key={user_id} disabled={user_id === assignee_id} onChoose={() => acts.assign(user_id, team_id, given(name))}>
              {name}
            </MenuItem>
          ))}
      </MenuGroup>
      {teams.length > 0 && (
        <MenuGroup label={t("inbox.teams")}>
          {teams.map(({ id, name }) => (
            <MenuItem key={id} disabled={id === team_id} onChoose={() => acts.assign(null, id, given(name))}>
              {name}
            </MenuItem>
          ))}
        </MenuGroup>
      )}
    </Menu>
  );
}

function MoreMenu({ thread, acts }: { readonly thread: Opened; readonly acts: Acts }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const navigate = useNavigate();
  const { place } = useInside();
  const [asks, setAsks] = useState(false);
  const now = businessNow();
  return (
    <>
      <Menu
        from="end"
        opener={(opener) => (
          <Button {...opener} variant="default" size="compact-md" px="xs" aria-label={t("inbox.moreDeeds")}>
            <Icon name="more" size={18} />
          </Button>
        )}
      >
        <MenuGroup label={t("inbox.snooze")}>
          {SNOOZES.map((snooze) => (
            <MenuItem key={snooze} onChoose={() => acts.settle("snoozed", endOf(snooze, businessNow()))}>
              {t(`inbox.snoozes.${snooze}`)} <small>{moment(endOf(snooze, now).toISOString())}</small>
            </MenuItem>
          ))}
        </MenuGroup>
        {thread.status !== "pending" && <MenuItem onChoose={() => acts.settle("pending")}>{t("inbox.toPending")}</MenuItem>}
        {thread.status !== "open" && <MenuItem onChoose={() => acts.settle("open")}>{t("inbox.toOpen")}</MenuItem>}
        {thread.urgency === "none" ? (
          <MenuItem onChoose={() => setAsks(true)}>{t("inbox.escalate")}</MenuItem>
        ) : (
          <MenuItem onChoose={() => acts.escalate("none", "", null)}>{t("inbox.calm")}</MenuItem>
        )}
        <MenuItem
          onChoose={() => {
            acts.leaveUnread();
            void navigate({ to: "/o/$slug/inbox", params: { slug: place.slug }, search: true });
          }}
        >
          {t("inbox.leaveUnread")}
        </MenuItem>
      </Menu>
      {asks && (
        <Suspense fallback={null}>
          <EscalateDialog
            onGo={(degree, reason, team) => {
              setAsks(false);
              acts.escalate(degree, reason, team);
            }}
            onClose={() => setAsks(false)}
          />
        </Suspense>
      )}
    </>
  );
}
