import { Skeleton } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Wrong } from "../ui/Wrong";

interface Props<Data> {
  readonly from: UseQueryResult<Data>;
  readonly height?: number;
  readonly children: (data: Data) => ReactNode;
}

/** What was asked for, once it is there: before that its place, and what helps if it can't come. */
export function Loaded<Data>({ from: { data, error, refetch }, height = 160, children }: Props<Data>) {
  if (data !== undefined) return <>{children(data)}</>;
  if (error) return <Wrong error={error} retry={() => void refetch()} />;
  return <Skeleton height={height} radius="lg" />;
}
