import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";

/** Notes that somebody has seen how a template is filed, so that Home asks for nobody any more; it can be taken back. */
export function useSeeing(name: string): () => void {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (seen: boolean) => {
      const at = { params: { path: { name } } };
      return seen ? api.PUT("/templates/{name}/filing/seen", at) : api.DELETE("/templates/{name}/filing/seen", at);
    },
    onSuccess: (_answer, seen) => {
      void queries.invalidateQueries({ queryKey: ["home", place.id] });
      void queries.invalidateQueries({ queryKey: ["templates", place.id] });
      if (seen) tell(t("templates.filing.hasSeen", { name }), { undo: () => mutate(false), about: name });
    },
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  return () => mutate(true);
}
