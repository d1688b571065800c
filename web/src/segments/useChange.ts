import { useQueryClient } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { usePlace } from "../shell/usePlace";
import { segmentOf, type Changes } from "./queries";

/** Changes a segment and shows it as it is then, everywhere. */
export function useChange(id: string) {
  const place = usePlace();
  const queries = useQueryClient();
  return async (changes: Partial<Changes>) => {
    const changed = await read(api.PATCH("/segments/{segment_id}", { params: { path: { segment_id: id } }, body: changes }));
    queries.setQueryData(segmentOf(place.id, id).queryKey, changed);
    void queries.invalidateQueries({ queryKey: ["segments", place.id] });
    return changed;
  };
}
