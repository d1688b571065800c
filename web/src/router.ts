import { createRouter } from "@tanstack/react-router";
import { accountRoutes } from "./account/routes";
import { approvalRoutes } from "./approvals/routes";
import type { Scope } from "./api/session";
import { campaignRoutes } from "./campaigns/routes";
import { contactRoutes } from "./contacts/routes";
import { decisionRoutes } from "./decisions/routes";
import { homeRoutes } from "./home/routes";
import { importRoutes } from "./imports/routes";
import { noticeRoutes } from "./notices/routes";
import { inboxRoutes } from "./inbox/routes";
import { repairRoutes } from "./repairs/routes";
import { inside, root } from "./routes/root";
import { courseRoutes } from "./courses/routes";
import { segmentRoutes } from "./segments/routes";
import { settingsRoutes } from "./settings/routes";
import { signInRoutes } from "./sign-in/routes";
import { BASE } from "./sign-in/wayOn";
import { suppressionRoutes } from "./suppressions/routes";
import { simulatorRoutes } from "./simulator/routes";
import { templateRoutes } from "./templates/routes";
import { waitlistRoutes } from "./waitlist/routes";
import { Gone, WrongRoute } from "./ui/Wrong";

export const router = createRouter({
  routeTree: root.addChildren([...signInRoutes, inside.addChildren([...homeRoutes, ...inboxRoutes, ...campaignRoutes, ...approvalRoutes, ...decisionRoutes, ...noticeRoutes, ...repairRoutes, ...templateRoutes, ...contactRoutes, ...suppressionRoutes, ...importRoutes, ...segmentRoutes, ...courseRoutes, ...waitlistRoutes, ...settingsRoutes, ...simulatorRoutes, ...accountRoutes])]),
  basepath: BASE,
  defaultErrorComponent: WrongRoute,
  defaultNotFoundComponent: Gone,
  defaultPreload: "intent",
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** What a role must be allowed to do for the page to be of any use to it. */
    readonly needs?: Scope;
  }
}
