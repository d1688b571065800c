import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n";
import { inside } from "../routes/root";
import { text } from "../routes/search";

interface Search {
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly view?: string | undefined;
}

const list = createRoute({
  getParentRoute: () => inside,
  path: "/repairs",
  validateSearch: ({ status, search, view }): Search => ({ status: text(status), search: text(search), view: text(view) }),
  component: lazyRouteComponent(() => withWords("repairs", import("./RepairList")), "RepairList"),
});

const fresh = createRoute({ getParentRoute: () => inside, path: "/repairs/new", validateSearch: ({ contact }): { readonly contact?: string | undefined } => ({ contact: text(contact) }), staticData: { needs: "messages:send" }, component: lazyRouteComponent(() => withWords("repairs", import("./NewTicket")), "NewTicket") });

const figures = createRoute({ getParentRoute: () => inside, path: "/repairs/figures", component: lazyRouteComponent(() => withWords("repairs", import("./FiguresPage")), "FiguresPage") });

const shop = createRoute({ getParentRoute: () => inside, path: "/repairs/shop", component: lazyRouteComponent(() => withWords("repairs", import("./shop/ShopPage")), "ShopPage") });

const one = createRoute({ getParentRoute: () => inside, path: "/repairs/$id", component: lazyRouteComponent(() => withWords("repairs", import("./ticket/TicketPage")), "TicketPage") });

export const repairRoutes = [list, fresh, figures, shop, one] as const;
