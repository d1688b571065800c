import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { sessionQuery } from "../api/session";
import { queries } from "../queries";
import { root } from "../routes/root";
import { text } from "../routes/search";

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async () => {
    const { person, places } = await queries.ensureQueryData(sessionQuery);
    const [first] = places;
    if (!person) throw redirect({ to: "/sign-in" });
    if (first) throw redirect({ to: first.role === "agent" ? "/o/$slug/inbox" : "/o/$slug", params: { slug: first.slug } });
  },
  component: lazyRouteComponent(() => import("./Nowhere"), "Nowhere"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { next?: string } => {
    const next = text(search.next);
    return next ? { next } : {};
  },
  component: lazyRouteComponent(() => import("./SignIn"), "SignIn"),
});

const signInLink = createRoute({
  getParentRoute: () => root,
  path: "/sign-in-link",
  component: lazyRouteComponent(() => import("./SignInLink"), "SignInLink"),
});

const choosePassword = createRoute({
  getParentRoute: () => root,
  path: "/choose-password",
  component: lazyRouteComponent(() => import("./ChoosePassword"), "ChoosePassword"),
});

export const signInRoutes = [start, signIn, signInLink, choosePassword] as const;
