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

export const inboxRoutes = [inbox.addChildren([none, one]), teams, canned] as const;
