import { Button, Skeleton } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { wordsOf } from "../api/problem";
import { may } from "../api/session";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { tell } from "../ui/toasts";
import { useWho } from "../who/useWho";
import { differing } from "./differing";
import { versionsOf, type Segment } from "./queries";
import type { Conditions } from "./tree";
import { useChange } from "./useChange";
import styles from "./Segments.module.css";

const TAGS = { same: "span", came: "ins", went: "del" } as const;

/** What the segment was, with what changed from one version to the next, and a way back. */
export function Versions({ segment }: { readonly segment: Segment }) {
  const { t } = useTranslation();
  const place = usePlace();
  const change = useChange(segment.id);
  const { data } = useQuery(versionsOf(place.id, segment.id));
  const { mutate, isPending } = useMutation({
    mutationFn: ({ name, conditions }: { readonly name: string; readonly conditions: Conditions }) => change({ name, conditions }),
    onSuccess: () => tell(t("segments.wentBack"), { undo: () => segment.conditions && mutate({ name: segment.name, conditions: segment.conditions }) }),
    onError: (error) => tell(wordsOf(error), { tone: "bad" }),
  });
  const items = data?.items ?? [];
  return (
    <Sheet title={t("segments.versions")}>
      {!data && <Skeleton height={60} />}
      <ol className={styles.versions}>
        {items.map(({ version, name, conditions, text, actor, at }, index) => {
          const before = items[index + 1];
          return (
            <li key={version}>
              <div className={styles.row}>
                <strong>{t("segments.version", { version })}</strong>
                <Written actor={actor} at={at} />
                {before && before.name !== name && <span>{t("segments.renamed", { from: before.name, to: name })}</span>}
                {conditions && version !== segment.version && may(place, "contacts:write") && (
                  <Button variant="default" size="compact-sm" loading={isPending} aria-label={t("segments.goBackTo", { version })} onClick={() => mutate({ name, conditions })}>
                    {t("segments.goBack")}
                  </Button>
                )}
              </div>
              <code className={styles.code}>
                {differing(before?.text ?? text ?? "", text ?? "").map((piece, order) => {
                  const Tag = TAGS[piece.way];
                  return <Tag key={order}>{`${piece.text} `}</Tag>;
                })}
              </code>
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}

function Written({ actor, at }: { readonly actor: string; readonly at: string }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  return <span className={styles.quiet}>{t("segments.writtenBy", { actor: useWho(actor), at: moment(at) })}</span>;
}
