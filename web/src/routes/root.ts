import { createRootRoute, createRoute, lazyRouteComponent, notFound, Outlet, redirect } from "@tanstack/react-router";
import { belongTo } from "../api/own";
import { enter, sessionQuery } from "../api/session";
import { queries } from "../queries";
import { GoneAnywhere } from "../ui/Wrong";

export const root = createRootRoute({ component: Outlet, notFoundComponent: GoneAnywhere });

/** Everything that belongs to one organisation, for somebody who is signed in. */
export const inside = createRoute({
  getParentRoute: () => root,
  path: "/o/$slug",
  beforeLoad: async ({ params, location }) => {
    const visit = await queries.ensureQueryData(sessionQuery);
    if (!visit.person) throw redirect({ to: "/sign-in", search: { next: location.href } });
    const place = visit.places.find((each) => each.slug === params.slug);
    if (!place) throw notFound();
    belongTo(visit.person.id);
    enter(queries, place);
    return { place, person: visit.person };
  },
  component: lazyRouteComponent(() => import("../shell/Shell"), "Shell"),
  notFoundComponent: GoneAnywhere,
});
