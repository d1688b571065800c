import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, read } from "../../api/client";
import { wordsOf } from "../../api/problem";
import { usePlace } from "../../shell/usePlace";
import { tell } from "../../ui/toasts";

/** Takes a merge apart and tells what could not go back. */
export function useUndoMerge() {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => read(api.POST("/contacts/merges/{merge_id}/undo", { params: { path: { merge_id: id } } })),
    onSuccess: ({ stays }) => {
      void queries.invalidateQueries({ queryKey: ["contacts", place.id] });
      tell([t("person.undone"), ...stays].join(" "));
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
}
