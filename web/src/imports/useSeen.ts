import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../api/client";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import type { Import } from "./queries";

/** Whoever opens an import that left rows out has seen it, if they can do something about it: Home asks for nobody any more. */
export function useSeen({ id, status, rejected, dry_run, seen_at }: Pick<Import, "id" | "status" | "rejected" | "dry_run" | "seen_at">): void {
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.PUT("/imports/{import_id}/seen", { params: { path: { import_id: id } } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["home", place.id] }),
  });
  const waits = status === "done" && rejected > 0 && !dry_run && seen_at === null && may(place, "contacts:write");
  useEffect(() => {
    if (waits) mutate();
  }, [waits, id, mutate]);
}
