import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { actFor, api, read, type Schemas } from "./client";

export type Visit = Schemas["VisitShown"];
export type Place = Schemas["MembershipShown"];
export type Scope = Schemas["Scope"];

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => read(api.GET("/session")),
  staleTime: 60_000,
});

/** Goes to an organisation. What is known of another one is forgotten: nothing of it may show up here. */
export function enter(queries: QueryClient, place: Place): void {
  actFor(place.id);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "session" && queryKey[1] !== place.id });
}

export function may(place: Place, scope: Scope): boolean {
  return place.scopes.includes(scope);
}
