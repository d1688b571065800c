import { useRouteContext } from "@tanstack/react-router";
import type { Place } from "../api/session";

/** The organisation of the page, and who looks at it. */
export function useInside() {
  return useRouteContext({ from: "/o/$slug" });
}

export function usePlace(): Place {
  return useInside().place;
}
