import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { usePlace } from "../shell/usePlace";
import { useDebounced } from "../ui/useDebounced";
import { servicesOf, staffOf } from "./queries";

const FEW = 12;

/** Some of many by name, those that fit what is typed. */
export interface Many<Row> {
  readonly rows: readonly Row[];
  /** Whether there are so many that a search helps. */
  readonly many: boolean;
  readonly typed: string;
  readonly type: (text: string) => void;
  /** Brings the next ones; undefined when all are here. */
  readonly more: (() => void) | undefined;
  readonly brings: boolean;
  readonly error: Error | null;
  readonly loaded: boolean;
  readonly again: () => void;
}

/** What can be booked; with what is archived, if that is wanted. */
export function useServices(wanted: { readonly archived?: true } = {}) {
  const [typed, type] = useState("");
  const found = useInfiniteQuery({ ...servicesOf(usePlace().id, { ...sought(useDebounced(typed)), ...wanted }), placeholderData: keepPreviousData });
  return { ...manyOf(found, typed, type), rows: found.data?.pages.flatMap(({ items }) => items) ?? [] };
}

/** Who works there; those who do a service, or with those who left, if that is wanted. */
export function useStaff(wanted: { readonly archived?: true; readonly service_id?: string } = {}) {
  const [typed, type] = useState("");
  const found = useInfiniteQuery({ ...staffOf(usePlace().id, { ...sought(useDebounced(typed)), ...wanted }), placeholderData: keepPreviousData });
  return { ...manyOf(found, typed, type), rows: found.data?.pages.flatMap(({ items }) => items) ?? [] };
}

interface Found {
  readonly data?: { readonly pages: readonly { readonly items: readonly unknown[] }[] } | undefined;
  readonly error: Error | null;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
  readonly refetch: () => unknown;
}

const sought = (typed: string) => (typed.trim() ? { q: typed.trim() } : {});

function manyOf(found: Found, typed: string, type: (text: string) => void): Omit<Many<never>, "rows"> {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = found;
  const shown = data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  return {
    many: typed !== "" || hasNextPage || shown > FEW,
    typed,
    type,
    more: hasNextPage ? () => void fetchNextPage() : undefined,
    brings: isFetchingNextPage,
    error,
    loaded: data !== undefined,
    again: () => void refetch(),
  };
}
