import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns",
  staticData: { needs: "campaigns:read" },
  validateSearch: (search): { search?: string; status?: string } => ({
    ...(text(search.search) ? { search: text(search.search) } : {}),
    ...(text(search.status) ? { status: text(search.status) } : {}),
  }),
  component: lazyRouteComponent(() => import("./CampaignList"), "CampaignList"),
});

const made = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/new",
  staticData: { needs: "campaigns:write" },
  component: lazyRouteComponent(() => import("./wizard/NewCampaign"), "NewCampaign"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id",
  staticData: { needs: "campaigns:read" },
  component: lazyRouteComponent(() => import("./CampaignPage"), "CampaignPage"),
});

const recipients = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id/recipients",
  staticData: { needs: "campaigns:read" },
  validateSearch: (search): { status?: string; reason?: string; message?: string } => ({
    ...(text(search.status) ? { status: text(search.status) } : {}),
    ...(text(search.reason) ? { reason: text(search.reason) } : {}),
    ...(text(search.message) ? { message: text(search.message) } : {}),
  }),
  component: lazyRouteComponent(() => import("./recipients/RecipientsPage"), "RecipientsPage"),
});

const edited = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id/edit",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$slug/campaigns/$id/edit/$step", params: { ...params, step: "goal" } });
  },
});

const step = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id/edit/$step",
  staticData: { needs: "campaigns:write" },
  component: lazyRouteComponent(() => import("./wizard/Wizard"), "Wizard"),
});

export const campaignRoutes = [list, made, one, recipients, edited, step] as const;
