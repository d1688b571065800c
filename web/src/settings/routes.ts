import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";
import type { AuditFilter } from "./house/queries";

const index = createRoute({ getParentRoute: () => inside, path: "/settings", component: lazyRouteComponent(() => import("./SettingsIndex"), "SettingsIndex") });

const connections = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections",
  staticData: { needs: "channels:read" },
  component: lazyRouteComponent(() => import("./channels/Connections"), "Connections"),
});
const newConnection = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections/new",
  staticData: { needs: "channels:write" },
  component: lazyRouteComponent(() => import("./channels/NewConnection"), "NewConnection"),
});
const connection = createRoute({
  getParentRoute: () => inside,
  path: "/settings/connections/$id",
  staticData: { needs: "channels:read" },
  component: lazyRouteComponent(() => import("./channels/ConnectionPage"), "ConnectionPage"),
});
const senders = createRoute({ getParentRoute: () => inside, path: "/settings/senders", staticData: { needs: "channels:read" }, component: lazyRouteComponent(() => import("./channels/Senders"), "Senders") });
const members = createRoute({ getParentRoute: () => inside, path: "/settings/members", staticData: { needs: "members:read" }, component: lazyRouteComponent(() => import("./people/Members"), "Members") });
const keys = createRoute({ getParentRoute: () => inside, path: "/settings/keys", staticData: { needs: "keys:read" }, component: lazyRouteComponent(() => import("./people/Keys"), "Keys") });
const rules = createRoute({ getParentRoute: () => inside, path: "/settings/rules", component: lazyRouteComponent(() => import("./law/Rules"), "Rules") });
const pack = createRoute({ getParentRoute: () => inside, path: "/settings/rules/$pack", component: lazyRouteComponent(() => import("./law/PackPage"), "PackPage") });
const policy = createRoute({ getParentRoute: () => inside, path: "/settings/policy", component: lazyRouteComponent(() => import("./law/PolicyPage"), "PolicyPage") });
const wordings = createRoute({ getParentRoute: () => inside, path: "/settings/wordings", component: lazyRouteComponent(() => import("./house/Wordings"), "Wordings") });
const prices = createRoute({ getParentRoute: () => inside, path: "/settings/prices", staticData: { needs: "channels:read" }, component: lazyRouteComponent(() => import("./house/PricesPage"), "PricesPage") });
const safety = createRoute({ getParentRoute: () => inside, path: "/settings/safety", component: lazyRouteComponent(() => import("./house/Safety"), "Safety") });
const retention = createRoute({ getParentRoute: () => inside, path: "/settings/retention", component: lazyRouteComponent(() => import("./house/Retention"), "Retention") });
const organisation = createRoute({
  getParentRoute: () => inside,
  path: "/settings/organisation",
  component: lazyRouteComponent(() => import("./house/OrganisationPage"), "OrganisationPage"),
});
const audit = createRoute({
  getParentRoute: () => inside,
  path: "/settings/audit",
  staticData: { needs: "audit:read" },
  validateSearch: ({ actor, action, since, until }): AuditFilter => ({ actor: text(actor), action: text(action), since: date(since), until: date(until) }),
  component: lazyRouteComponent(() => import("./house/Audit"), "Audit"),
});

/** A day of the address, if it is one. */
function date(value: unknown): string | undefined {
  const day = text(value);
  return day && /^\d{4}-\d{2}-\d{2}$/u.test(day) && !Number.isNaN(Date.parse(day)) ? day : undefined;
}

export const settingsRoutes = [index, connections, newConnection, connection, senders, prices, safety, rules, pack, policy, wordings, members, keys, audit, organisation, retention] as const;
