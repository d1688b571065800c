import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { archive, unarchive, type Whole } from "./queries";

/** Offers a template no more, or again; either can be taken back at once. */
export function ArchiveButton({ template: { name, archived_at } }: { readonly template: Whole }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (away: boolean) => (away ? archive(name) : unarchive(name)),
    onSuccess: (_answer, away) => {
      void queries.invalidateQueries({ queryKey: ["templates", place.id] });
      tell(t(away ? "templates.archived" : "templates.unarchived", { name }), { undo: () => mutate(!away) });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (
    <Button variant="default" loading={isPending} onClick={() => mutate(archived_at === null)}>
      {t(archived_at === null ? "templates.archive" : "templates.unarchive")}
    </Button>
  );
}
