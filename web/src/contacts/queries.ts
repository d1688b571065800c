import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";
import type { Wanted } from "./searching";

export type Contact = Schemas["ContactShown"];

const ROWS = 200;

export const contactsOf = (place: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["contacts", place, "list", wanted],
    queryFn: ({ pageParam }) => read(api.GET("/contacts", { params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
