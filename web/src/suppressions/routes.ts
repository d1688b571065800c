import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

interface Search {
  phone?: string;
  reason?: string;
}

const list = createRoute({
  getParentRoute: () => inside,
  path: "/suppressions",
  validateSearch: (search): Search => ({ ...(text(search.phone) ? { phone: text(search.phone) } : {}), ...(text(search.reason) ? { reason: text(search.reason) } : {}) }),
  component: lazyRouteComponent(() => import("./SuppressionList"), "SuppressionList"),
});

export const suppressionRoutes = [list] as const;
