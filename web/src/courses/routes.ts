import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../routes/root";

const list = createRoute({
  getParentRoute: () => inside,
  path: "/courses",
  component: lazyRouteComponent(() => import("./CourseList"), "CourseList"),
});

const one = createRoute({
  getParentRoute: () => inside,
  path: "/courses/$key",
  component: lazyRouteComponent(() => import("./CoursePage"), "CoursePage"),
});

export const courseRoutes = [list, one] as const;
