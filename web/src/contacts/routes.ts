import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";
import { narrowingIn } from "./searching";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  validateSearch: narrowingIn,
  component: lazyRouteComponent(() => import("./ContactList"), "ContactList"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/contacts/$id",
  validateSearch: (search): { view?: string } => (text(search.view) ? { view: text(search.view) } : {}),
  component: lazyRouteComponent(() => import("./person/PersonPage"), "PersonPage"),
});

export const contactRoutes = [list, one] as const;
