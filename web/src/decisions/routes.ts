import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";

const unclear = createRoute({
  getParentRoute: () => inside,
  path: "/decisions",
  validateSearch: (search): { decided?: boolean } => (search.decided === true ? { decided: true } : {}),
  component: lazyRouteComponent(() => import("./UnclearList"), "UnclearList"),
});

const unconfirmed = createRoute({
  getParentRoute: () => inside,
  path: "/decisions/unconfirmed",
  component: lazyRouteComponent(() => import("./UnconfirmedList"), "UnconfirmedList"),
});

export const decisionRoutes = [unclear, unconfirmed] as const;
