import { Button } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { usePlace } from "../shell/usePlace";
import { tell } from "../ui/toasts";
import { autoAnswersOf } from "./automatic/queries";
import { suggestedIn } from "./items";
import { fillAutomatic, itemsOf } from "./queries";
import styles from "./Inbox.module.css";

interface Props {
  readonly thread: string;
  readonly onInsert: (text: string) => void;
}

/** Automatic answers that nearly fit what they wrote: one press puts one in the line to write in, filled in for the person. */
export function Suggested({ thread, onInsert }: Props) {
  const { t } = useTranslation();
  const place = usePlace();
  const ids = suggestedIn((useQuery(itemsOf(place.id, thread)).data?.items ?? []).toReversed());
  const answers = useQuery({ ...autoAnswersOf(place.id), enabled: ids.length > 0 }).data ?? [];
  const insert = useMutation({ mutationFn: (id: string) => fillAutomatic(thread, id), onSuccess: ({ text }) => onInsert(text), onError: (error) => tell(wordsOf(error), { tone: "bad" }) });
  const found = ids.flatMap((id) => answers.filter((each) => each.id === id));
  if (found.length === 0) return null;
  return (
    <ul className={styles.suggested} aria-label={t("inbox.suggested")}>
      {found.map(({ id, name }) => (
        <li key={id}>
          <span className={styles.badge}>{t("inbox.suggested")}</span> <span dir="auto">{name}</span>
          <Button variant="default" size="compact-sm" aria-label={t("inbox.insertOf", { name })} loading={insert.isPending} onClick={() => insert.mutate(id)}>
            {t("inbox.insert")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
