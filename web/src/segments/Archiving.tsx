import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import type { Segment } from "./queries";
import { useChange } from "./useChange";

/** Puts a segment out of the way, or brings it back. */
export function Archiving({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  const change = useChange(segment.id);
  const { name, archived_at: since } = segment;
  const { mutate, isPending } = useMutation({
    mutationFn: (archived: boolean) => change({ archived }),
    onSuccess: (_, archived) => tell(t(archived ? "segments.archived" : "segments.restored", { name }), archived ? { undo: () => mutate(false) } : {}),
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  if (!may(place, "contacts:write")) return null;
  return (
    <Button variant="default" loading={isPending} onClick={() => mutate(since === null)}>
      {t(since === null ? "segments.archive" : "segments.restore")}
    </Button>
  );
}
