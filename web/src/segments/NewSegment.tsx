import "@mantine/core/styles/Switch.css";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { usePlace } from "../shell/usePlace";
import { Page } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Back } from "./Back";
import { EMPTY, forgetDraft, type Draft } from "./drafts";
import { WritingLater } from "./WritingLater";

export function NewSegment() {
  const { t } = useTranslation();
  const place = usePlace();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const save = async ({ name, description, watched, conditions }: Draft) => {
    const made = await read(api.POST("/segments", { body: { name, description, watched, ...(conditions ? { conditions } : {}) } }));
    forgetDraft(place.id, "new");
    void queries.invalidateQueries({ queryKey: ["segments", place.id] });
    tell(t("segments.made", { name: made.name }));
    await navigate({ to: "/o/$slug/segments/$id", params: { slug: place.slug, id: made.id } });
  };
  return (
    <Page title={t("segments.new")} lead={t("segments.newLead")} above={<Back />}>
      <WritingLater saved={EMPTY} id="new" onSave={save} />
    </Page>
  );
}
