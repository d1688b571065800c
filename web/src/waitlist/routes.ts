import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n";
import { inside } from "../routes/root";
import { text } from "../routes/search";

interface Of {
  readonly day?: string | undefined;
}

interface List {
  readonly state?: string | undefined;
  readonly service?: string | undefined;
}

const day = (word: string | undefined) => (word && /^\d{4}-\d{2}-\d{2}$/u.test(word) && !Number.isNaN(Date.parse(word)) ? word : undefined);

const board = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist",
  validateSearch: (search): Of => ({ day: day(text(search["day"])) }),
  component: lazyRouteComponent(() => withWords("waitlist", import("./Board")), "Board"),
});

const slot = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/slots/$id",
  component: lazyRouteComponent(() => withWords("waitlist", import("./SlotPage")), "SlotPage"),
});

const people = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/people",
  validateSearch: ({ state, service }): List => ({ state: text(state), service: text(service) }),
  component: lazyRouteComponent(() => withWords("waitlist", import("./People")), "People"),
});

const person = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/people/$id",
  component: lazyRouteComponent(() => withWords("waitlist", import("./EntryPage")), "EntryPage"),
});

const offers = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/offers",
  validateSearch: ({ state }): Pick<List, "state"> => ({ state: text(state) }),
  component: lazyRouteComponent(() => withWords("waitlist", import("./Offers")), "Offers"),
});

const bookings = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/bookings",
  validateSearch: ({ days }): { readonly days?: string | undefined } => ({ days: text(days) }),
  component: lazyRouteComponent(() => withWords("waitlist", import("./Bookings")), "Bookings"),
});

const setup = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/setup",
  component: lazyRouteComponent(() => withWords("waitlist", import("./setup/SetUp")), "SetUp"),
});

const figures = createRoute({
  getParentRoute: () => inside,
  path: "/waitlist/figures",
  component: lazyRouteComponent(() => withWords("waitlist", import("./Figures")), "Figures"),
});

export const waitlistRoutes = [board, slot, people, person, offers, bookings, setup, figures] as const;
