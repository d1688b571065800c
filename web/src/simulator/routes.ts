import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";
import { text } from "../routes/search";

const simulator = createRoute({
  getParentRoute: () => inside,
  path: "/simulator",
  validateSearch: (search): { open?: string } => {
    const open = text(search.open);
    return open ? { open } : {};
  },
  component: lazyRouteComponent(() => import("./SimulatorPage"), "SimulatorPage"),
});

export const simulatorRoutes = [simulator] as const;
