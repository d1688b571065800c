import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { may } from "../../api/session";
import { useFormats } from "../../i18n/formats";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { mergesOf } from "./queries";
import { useUndoMerge } from "./useUndoMerge";
import styles from "./Person.module.css";

/** Contacts that were made one with this one, each of which can be taken apart again. */
export function Merges({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const place = usePlace();
  const merges = useQuery(mergesOf(place.id, id)).data ?? [];
  const { mutate, isPending } = useUndoMerge();
  if (merges.length === 0) return null;
  return (
    <Sheet title={t("person.merges")}>
      <ul className={styles.list}>
        {merges.map((merge) => (
          <li key={merge.id}>
            <div>{t(merge.undone_at ? "person.mergeUndone" : "person.mergedAt", { when: moment(merge.undone_at ?? merge.at), actor: merge.actor })}</div>
            {merge.choices.map((choice) => (
              <div key={choice.field} className={styles.quiet} dir="auto">
                {t("person.mergeChoice", { field: choice.field, kept: choice.kept, dropped: choice.dropped })}
              </div>
            ))}
            {!merge.undone_at && may(place, "contacts:write") && (
              <Button variant="default" size="compact-md" loading={isPending} onClick={() => mutate(merge.id)}>
                {t("person.undoMerge")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
