import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  validateSearch: (search): { name?: string } => (text(search.name) ? { name: text(search.name) } : {}),
  component: lazyRouteComponent(() => import("./ContactList"), "ContactList"),
});

export const contactRoutes = [list] as const;
