import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, Outlet, redirect } from "@tanstack/react-router";
import { enter, sessionQuery } from "./api/session";
import { queries } from "./queries";
import { Gone, GoneOutside, WrongRoute } from "./ui/Wrong";

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const root = createRootRoute({ component: Outlet, notFoundComponent: GoneOutside });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const { person, places } = await queries.ensureQueryData(sessionQuery);
    const [first] = places;
    if (!person) throw redirect({ to: "/sign-in" });
    if (first) throw redirect({ to: "/o/$slug/campaigns", params: { slug: first.slug } });
  },
  component: lazyRouteComponent(() => import("./sign-in/Nowhere"), "Nowhere"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string } => {
    const next = text(search.next);
    return next ? { next } : {};
  },
  component: lazyRouteComponent(() => import("./sign-in/SignIn"), "SignIn"),
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: "/sign-in-link",
  component: lazyRouteComponent(() => import("./sign-in/SignInLink"), "SignInLink"),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: "/choose-password",
  component: lazyRouteComponent(() => import("./sign-in/ChoosePassword"), "ChoosePassword"),
});

const inside = createRoute({
  getParentRoute: () => root,
  path: "/o/$slug",
  beforeLoad: async ({ params, location }) => {
    const visit = await queries.ensureQueryData(sessionQuery);
    if (!visit.person) throw redirect({ to: "/sign-in", search: { next: location.href } });
    const place = visit.places.find((each) => each.slug === params.slug);
    if (!place) throw notFound();
    enter(queries, place);
    return { place, person: visit.person };
  },
  component: lazyRouteComponent(() => import("./shell/Shell"), "Shell"),
  notFoundComponent: GoneOutside,
});

const campaigns = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns",
  validateSearch: (search): { search?: string; status?: string } => ({
    ...(text(search.search) ? { search: text(search.search) } : {}),
    ...(text(search.status) ? { status: text(search.status) } : {}),
  }),
  component: lazyRouteComponent(() => import("./campaigns/CampaignList"), "CampaignList"),
});

const campaign = createRoute({
  getParentRoute: () => inside,
  path: "/campaigns/$id",
  component: lazyRouteComponent(() => import("./campaigns/CampaignPage"), "CampaignPage"),
});

const contacts = createRoute({
  getParentRoute: () => inside,
  path: "/contacts",
  validateSearch: (search): { name?: string } => (text(search.name) ? { name: text(search.name) } : {}),
  component: lazyRouteComponent(() => import("./contacts/ContactList"), "ContactList"),
});

const account = createRoute({
  getParentRoute: () => inside,
  path: "/account",
  component: lazyRouteComponent(() => import("./account/Account"), "Account"),
});

const index = createRoute({
  getParentRoute: () => inside,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$slug/campaigns", params });
  },
});

export const router = createRouter({
  routeTree: root.addChildren([start, signIn, signInLink, choosePassword, inside.addChildren([index, campaigns, campaign, contacts, account])]),
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
