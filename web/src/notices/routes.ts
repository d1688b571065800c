import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

interface Search {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly about?: string | undefined;
  readonly contact?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => inside,
  path: "/notices",
  validateSearch: ({ state, kind, about, contact }): Search => ({ state: text(state), kind: text(kind), about: text(about), contact: text(contact) }),
  component: lazyRouteComponent(() => import("./NoticeList"), "NoticeList"),
});

const one = createRoute({ getParentRoute: () => inside, path: "/notices/$id", component: lazyRouteComponent(() => import("./NoticePage"), "NoticePage") });

const kinds = createRoute({ getParentRoute: () => inside, path: "/settings/notices", component: lazyRouteComponent(() => import("./kinds/KindList"), "KindList") });

const newKind = createRoute({ getParentRoute: () => inside, path: "/settings/notices/new", staticData: { needs: "templates:write" }, component: lazyRouteComponent(() => import("./kinds/NewKind"), "NewKind") });

const kind = createRoute({ getParentRoute: () => inside, path: "/settings/notices/$key", component: lazyRouteComponent(() => import("./kinds/KindPage"), "KindPage") });

export const noticeRoutes = [list, one, kinds, newKind, kind] as const;
