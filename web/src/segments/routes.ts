import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/segments",
  validateSearch: (search): { search?: string; archived?: boolean } => ({
    ...(text(search.search) ? { search: text(search.search) } : {}),
    ...(search.archived === true ? { archived: true } : {}),
  }),
  component: lazyRouteComponent(() => withWords("segments", import("./SegmentList")), "SegmentList"),
});

const fresh = createRoute({
  getParentRoute: () => inside,
  path: "/segments/new",
  staticData: { needs: "contacts:write" },
  component: lazyRouteComponent(() => withWords("segments", import("./NewSegment")), "NewSegment"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/segments/$id",
  component: lazyRouteComponent(() => withWords("segments", import("./SegmentPage")), "SegmentPage"),
});

export const segmentRoutes = [list, fresh, one] as const;
