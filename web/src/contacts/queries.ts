import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import type { Wanted } from "./searching";

export type Contact = Schemas["ContactShown"];

const FIRST_ROWS = 50;
const ROWS = 200;

export const contactsOf = (place: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["contacts", place, "list", wanted],
    queryFn: ({ pageParam }) => read(api.GET("/contacts", { params: { query: { limit: pageParam ? ROWS : FIRST_ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** How many fit, as far as they are counted. */
export const countOf = (place: string, wanted: Wanted) =>
  queryOptions({ queryKey: ["contacts", place, "count", wanted], queryFn: () => read(api.GET("/contacts/count", { params: { query: wanted } })), placeholderData: (former) => former });
