import { Skeleton, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { holds } from "../../shell/matching";
import { usePlace } from "../../shell/usePlace";
import { Choices } from "../../ui/Choices";
import { Wrong } from "../../ui/Wrong";
import type { Draft } from "./draft";
import { segmentsOf, type Segment } from "./queries";
import styles from "./Wizard.module.css";

const FEW = 8;

interface Props {
  readonly target: Draft["target_audience"];
  readonly choose: (id: string) => void;
}

/** The segments and lists to choose from, each with its conditions as a sentence. */
export function Segments({ target, choose }: Props) {
  const { t } = useTranslation();
  const { count } = useFormats();
  const place = usePlace();
  const [typed, setTyped] = useState("");
  const { data, error, refetch } = useQuery(segmentsOf(place.id));
  if (error && !data) return <Wrong error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={220} />;
  const open = data.items.filter((each) => each.archived_at === null);
  if (open.length === 0) return <p className={styles.quiet}>{t("wizard.noSegments")}</p>;
  const named = target?.["segment"];
  const value = open.find(({ id, name }) => id === named || name === named)?.id ?? null;
  const fitting = open.filter(({ name }) => holds(name, typed));
  return (
    <>
      {open.length > FEW && (
        <TextInput aria-label={t("wizard.findSegment")} placeholder={t("wizard.findSegment")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
      )}
      <div className={styles.scroll}>
        <Choices
          legend={t("wizard.segmentLegend")}
          name="segment"
          value={value}
          choices={fitting.map((each) => ({
            value: each.id,
            title: each.name,
            text: sentenceOf(each) ?? t("wizard.isList"),
            aside: each.size === null ? undefined : count(each.size),
          }))}
          onChoose={choose}
        />
      </div>
    </>
  );
}

function sentenceOf({ description, text }: Segment): string | undefined {
  return description || text || undefined;
}
