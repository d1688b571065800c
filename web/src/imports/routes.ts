import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/imports",
  component: lazyRouteComponent(() => import("./ImportList"), "ImportList"),
});

const fresh = createRoute({
  getParentRoute: () => inside,
  path: "/imports/new",
  staticData: { needs: "contacts:write" },
  component: lazyRouteComponent(() => import("./NewImport"), "NewImport"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/imports/$id",
  component: lazyRouteComponent(() => import("./ImportPage"), "ImportPage"),
});

export const importRoutes = [list, fresh, one] as const;
