import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n";
import { inside } from "../routes/root";
import { text } from "../routes/search";

export interface InboxSearch {
  readonly list?: string | undefined;
  readonly team?: string | undefined;
  readonly status?: string | undefined;
  readonly order?: string | undefined;
  readonly q?: string | undefined;
}

const inbox = createRoute({
  getParentRoute: () => inside,
  path: "/inbox",
  staticData: { needs: "inbox:read" },
  validateSearch: ({ list, team, status, order, q }): InboxSearch => ({ list: text(list), team: text(team), status: text(status), order: text(order), q: text(q) }),
  component: lazyRouteComponent(() => withWords("inbox", import("./Inbox")), "Inbox"),
});

const none = createRoute({ getParentRoute: () => inbox, path: "/", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => withWords("inbox", import("./NoThread")), "NoThread") });

const one = createRoute({ getParentRoute: () => inbox, path: "/$id", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => withWords("inbox", import("./ThreadPage")), "ThreadPage") });

const teams = createRoute({ getParentRoute: () => inside, path: "/settings/teams", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => withWords("inbox", import("./setup/Teams")), "Teams") });

const canned = createRoute({ getParentRoute: () => inside, path: "/settings/answers", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => withWords("inbox", import("./setup/CannedAnswers")), "CannedAnswers") });

const worded = <Page>(page: Promise<Page>) => withWords("answering", withWords("inbox", page));

const automatic = createRoute({ getParentRoute: () => inside, path: "/settings/automatic", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => worded(import("./automatic/AutomaticAnswers")), "AutomaticAnswers") });

const newAnswer = createRoute({ getParentRoute: () => inside, path: "/settings/automatic/new", staticData: { needs: "inbox:manage" }, component: lazyRouteComponent(() => worded(import("./automatic/AnswerPage")), "NewAnswer") });

const oneAnswer = createRoute({ getParentRoute: () => inside, path: "/settings/automatic/$id", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => worded(import("./automatic/AnswerPage")), "AnswerPage") });

const automation = createRoute({ getParentRoute: () => inside, path: "/settings/inbox", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => worded(import("./automatic/SettingsOfInbox")), "SettingsOfInbox") });

const figures = createRoute({ getParentRoute: () => inside, path: "/inbox/figures", staticData: { needs: "inbox:read" }, component: lazyRouteComponent(() => worded(import("./figures/FiguresPage")), "FiguresPage") });

export const inboxRoutes = [inbox.addChildren([none, one]), teams, canned, automatic, newAnswer, oneAnswer, automation, figures] as const;
