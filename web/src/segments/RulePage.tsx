import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { usePlace } from "../shell/usePlace";
import { Page } from "../ui/Page";
import { tell } from "../ui/toasts";
import { Archiving } from "./Archiving";
import { Back } from "./Back";
import type { Draft } from "./drafts";
import { Moves } from "./Moves";
import type { Segment } from "./queries";
import { UsedBy } from "./UsedBy";
import { useChange } from "./useChange";
import { Versions } from "./Versions";
import { WritingLater } from "./WritingLater";

/** A segment of conditions: what it asks, who is meant, what it was, who came and went. */
export function RulePage({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  const queries = useQueryClient();
  const change = useChange(segment.id);
  const { name, description, watched, conditions, text } = segment;
  const save = async (draft: Draft) => {
    const other = draft.text !== text && draft.conditions ? { conditions: draft.conditions } : {};
    await change({ name: draft.name, description: draft.description, watched: draft.watched, ...other });
    void queries.invalidateQueries({ queryKey: ["segments", place.id] });
    tell(t("segments.savedAs", { name: draft.name }));
  };
  return (
    <Page title={name} lead={description} above={<Back />} aside={<Archiving segment={segment} />}>
      <WritingLater key={segment.version} saved={{ name, description, watched, conditions, text: text ?? "" }} id={segment.id} onSave={save} />
      <UsedBy segment={segment} />
      {watched && <Moves id={segment.id} />}
      <Versions segment={segment} />
    </Page>
  );
}
