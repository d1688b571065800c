import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";

const index = createRoute({ getParentRoute: () => inside, path: "/settings", component: lazyRouteComponent(() => import("./SettingsIndex"), "SettingsIndex") });

const connections = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections",
  component: lazyRouteComponent(() => import("./channels/Connections"), "Connections"),
});
const newConnection = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections/new",
  component: lazyRouteComponent(() => import("./channels/NewConnection"), "NewConnection"),
});
const connection = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections/$id",
  component: lazyRouteComponent(() => import("./channels/ConnectionPage"), "ConnectionPage"),
});
const senders = createRoute({ getParentRoute: () => inside, path: "/settings/senders", component: lazyRouteComponent(() => import("./channels/Senders"), "Senders") });
const members = createRoute({ getParentRoute: () => inside, path: "/settings/members", component: lazyRouteComponent(() => import("./people/Members"), "Members") });
const keys = createRoute({ getParentRoute: () => inside, path: "/settings/keys", component: lazyRouteComponent(() => import("./people/Keys"), "Keys") });

export const settingsRoutes = [index, connections, newConnection, connection, senders, members, keys] as const;
