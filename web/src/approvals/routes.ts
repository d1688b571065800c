import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/approvals",
  staticData: { needs: "campaigns:read" },
  validateSearch: (search): { decided?: true } => (search.decided === true ? { decided: true } : {}),
  component: lazyRouteComponent(() => import("./ApprovalList"), "ApprovalList"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/approvals/$id",
  staticData: { needs: "campaigns:read" },
  component: lazyRouteComponent(() => import("./ApprovalPage"), "ApprovalPage"),
});

export const approvalRoutes = [list, one] as const;
