import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { sessionQuery } from "../api/session";
import { LiveConnection } from "./LiveConnection";
import { Refresher } from "./Refresher";

/** Has everything that is shown of an organisation follow what changes there. */
export function useLive(place: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    const refresher = new Refresher(queries, place);
    const connection = new LiveConnection(place, {
      onChanges: (changes) => refresher.take(changes),
      onGap: () => refresher.everything(),
      onRefused: () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true }),
    });
    return () => {
      connection.end();
      refresher.end();
    };
  }, [queries, place]);
}
