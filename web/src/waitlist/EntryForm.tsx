import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "../settings/parts";
import { changeEntry, type Entry } from "./queries";
import { namesBy } from "./Seek";
import { useDeed } from "./useDeed";
import { draftOf, sentOf } from "./wishes";
import { WishFields } from "./WishFields";
import styles from "./Waitlist.module.css";

/** What somebody waits for, to be changed; they keep their place. */
export function EntryForm({ entry }: { readonly entry: Entry }) {
  const { t } = useTranslation();
  const before = draftOf(entry.wishes, entry.priority);
  const [draft, setDraft] = useState(before);
  const { mutate, error, isPending } = useDeed(changeEntry, { said: () => t("waitlist.wishesKept"), undo: (_, { id }) => () => changeEntry({ id, ...sentOf(before) }), quiet: true });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        mutate({ id: entry.id, ...sentOf(draft) });
      }}
    >
      <p className={styles.quiet}>{t("waitlist.wishesWhat")}</p>
      <WishFields draft={draft} names={namesBy(entry.wishes.staff_ids, entry.wishes.staff)} error={error} change={(changes) => setDraft({ ...draft, ...changes })} />
      <Refusal error={error} fields={["latest", "until_day", "party", "priority"]} />
      <div className={styles.row}>
        <Button type="submit" loading={isPending} disabled={JSON.stringify(draft) === JSON.stringify(before)}>
          {t("waitlist.keep")}
        </Button>
      </div>
    </form>
  );
}
