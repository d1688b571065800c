import { createRoute, createRouter, redirect } from "@tanstack/react-router";
import { accountRoutes } from "./account/routes";
import { approvalRoutes } from "./approvals/routes";
import { campaignRoutes } from "./campaigns/routes";
import { contactRoutes } from "./contacts/routes";
import { inside, root } from "./routes/root";
import { segmentRoutes } from "./segments/routes";
import { settingsRoutes } from "./settings/routes";
import { signInRoutes } from "./sign-in/routes";
import { templateRoutes } from "./templates/routes";
import { Gone, WrongRoute } from "./ui/Wrong";

const index = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$slug/campaigns", params });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([...signInRoutes, inside.addChildren([index, ...campaignRoutes, ...approvalRoutes, ...templateRoutes, ...contactRoutes, ...segmentRoutes, ...settingsRoutes, ...accountRoutes])]),
  basepath: "/app",
  defaultErrorComponent: WrongRoute,
  defaultNotFoundComponent: Gone,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
