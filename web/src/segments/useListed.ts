import { useQueryClient } from "@tanstack/react-query";
import { api, read } from "../api/client";
import { usePlace } from "../shell/usePlace";

/** Puts people into a list and takes them out; what is shown of it follows. */
export function useListed(segment_id: string) {
  const place = usePlace();
  const queries = useQueryClient();
  const at = { params: { path: { segment_id } } };
  const told = () => queries.invalidateQueries({ queryKey: ["segments", place.id] });
  return {
    add: async (people: { readonly contact_ids: string[] } | { readonly phone_numbers: string[] } | { readonly segment: string }) => {
      const listed = await read(api.POST("/segments/{segment_id}/members", { ...at, body: people }));
      await told();
      return listed;
    },
    remove: async (contact_ids: string[]) => {
      const listed = await read(api.POST("/segments/{segment_id}/members/remove", { ...at, body: { contact_ids } }));
      await told();
      return listed;
    },
  };
}
