import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

interface ListSearch {
  search?: string | undefined;
  channel?: string | undefined;
  state?: string | undefined;
  locale?: string | undefined;
}

const words = (search: Record<string, unknown>, names: readonly (keyof ListSearch)[]): ListSearch =>
  Object.fromEntries(names.flatMap((name) => (text(search[name]) ? [[name, text(search[name])]] : [])));

const list = createRoute({
  getParentRoute: () => inside,
  path: "/templates",
  staticData: { needs: "templates:read" },
  validateSearch: (search): ListSearch => words(search, ["search", "channel", "state", "locale"]),
  component: lazyRouteComponent(() => import("./TemplateList"), "TemplateList"),
});

const fresh = createRoute({
  getParentRoute: () => inside,
  path: "/templates/new",
  staticData: { needs: "templates:write" },
  validateSearch: (search): { from?: string; channel?: string } => {
    const [from, channel] = [text(search.from), text(search.channel)];
    return { ...(from ? { from } : {}), ...(channel ? { channel } : {}) };
  },
  component: lazyRouteComponent(() => import("./NewTemplate"), "NewTemplate"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/templates/$name",
  staticData: { needs: "templates:read" },
  component: lazyRouteComponent(() => import("./TemplatePage"), "TemplatePage"),
});

const versions = createRoute({
  getParentRoute: () => inside,
  path: "/templates/$name/versions",
  staticData: { needs: "templates:read" },
  component: lazyRouteComponent(() => import("./Versions"), "Versions"),
});

export const templateRoutes = [list, fresh, one, versions] as const;
