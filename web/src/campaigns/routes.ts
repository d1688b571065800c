import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns",
  validateSearch: (search): { search?: string; status?: string } => ({
    ...(text(search.search) ? { search: text(search.search) } : {}),
    ...(text(search.status) ? { status: text(search.status) } : {}),
  }),
  component: lazyRouteComponent(() => import("./CampaignList"), "CampaignList"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id",
  component: lazyRouteComponent(() => import("./CampaignPage"), "CampaignPage"),
});

export const campaignRoutes = [list, one] as const;
