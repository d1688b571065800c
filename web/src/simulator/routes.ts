import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { withWords } from "../i18n";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const simulator = createRoute({
  getParentRoute: () => inside,
  path: "/simulator",
  validateSearch: (search): { open?: string } => {
    const open = text(search.open);
    return open ? { open } : {};
  },
  component: lazyRouteComponent(() => withWords("simulator", import("./SimulatorPage")), "SimulatorPage"),
});

export const simulatorRoutes = [simulator] as const;
