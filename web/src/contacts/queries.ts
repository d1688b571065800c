import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Contact = Schemas["ContactShown"];

const ROWS = 200;

export const contactsOf = (place: string, name: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ["contacts", place, name ?? ""],
    queryFn: ({ pageParam }) =>
      read(api.GET("/contacts", { params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...(name ? { name } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
