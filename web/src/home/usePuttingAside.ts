import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

/** Puts aside an import that waits for somebody on Home; it can be taken back. */
export function usePuttingAside(file: string): (id: string) => void {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id, seen }: { readonly id: string; readonly seen: boolean }) => {
      const at = { params: { path: { import_id: id } } };
      return seen ? api.PUT("/imports/{import_id}/seen", at) : api.DELETE("/imports/{import_id}/seen", at);
    },
    onSuccess: (_answer, { id, seen }) => {
      void queries.invalidateQueries({ queryKey: ["home", place.id] });
      if (seen) tell(t("home.hasPutAside", { file }), { undo: () => mutate({ id, seen: false }), about: id });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return (id) => mutate({ id, seen: true });
}
