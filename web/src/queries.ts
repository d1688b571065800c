import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./api/problem";

const MOST_TRIES = 2;

/** What the API refused it would refuse again; only a connection that broke is worth another try. */
export function worthAnotherTry(failures: number, error: unknown): boolean {
  return failures < MOST_TRIES && !(error instanceof Problem && error.status < 500);
}

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthAnotherTry, staleTime: 5_000 }, mutations: { retry: false } },
});
