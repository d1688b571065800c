import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, read, type Schemas } from "../api/client";

export type Suppression = Schemas["NamedSuppressionShown"];
export type Reason = Schemas["SuppressionReason"];
export type Channel = Schemas["Channel"];
export type Scope = Schemas["SuppressionScope"];

export const REASONS: readonly Reason[] = ["opted_out", "complained", "imported", "manual", "invalid_address", "failing", "held", "erased"];
/** Those whose addresses are closed by hand; who gets notifications is known by their device alone. */
export const CHANNELS: readonly Channel[] = ["sms", "whatsapp", "email"];

export interface Wanted {
  readonly phone?: string;
  readonly reason?: Reason;
  readonly lifted_too?: boolean;
}

const ROWS = 50;

export const suppressionsOf = (place: string, wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["suppressions", place, wanted],
    queryFn: ({ pageParam }) => read(api.GET("/suppressions", { params: { query: { limit: ROWS, ...(pageParam ? { cursor: pageParam } : {}), ...wanted } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** How many there are, as far as they are counted. */
export const countOf = (place: string, wanted: Wanted) =>
  queryOptions({ queryKey: ["suppressions", place, "count", wanted], queryFn: () => read(api.GET("/suppressions/count", { params: { query: wanted } })), placeholderData: (former) => former });

const THEIRS = ["opted_out", "complained", "erased"] as const;

/** Why staff do not open an address here: it is the person's own word, or what is kept of somebody erased. */
export function theirWord(reason: Reason): (typeof THEIRS)[number] | undefined {
  return THEIRS.find((each) => each === reason);
}

/** The addresses in what was pasted or read from a file: one a line, or with commas or semicolons between them. A heading is none. */
export function addressesIn(text: string, channel: Channel): string[] {
  const looksLike = channel === "email" ? /@/u : /\d/u;
  return text
    .split(/[\n\r,;\t]+/)
    .map((each) => each.replaceAll('"', "").trim())
    .filter((each) => looksLike.test(each));
}
