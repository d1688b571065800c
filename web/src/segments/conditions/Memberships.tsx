import { useTranslation } from "react-i18next";
import { Pick } from "../fields/Pick";
import { When } from "../fields/When";
import { Words } from "../fields/Words";
import type { Enrolled, InList, InSegment } from "../tree";
import { useKnown } from "../useKnown";
import type { FormOf } from "./forms";

const STATUSES = ["applied", "active", "paused", "completed", "dropped"];

export function EnrolledForm({ leaf, onLeaf }: FormOf<Enrolled>) {
  const { t } = useTranslation();
  const { courses } = useKnown();
  const strange = leaf.course !== undefined && !courses.some(({ key }) => key === leaf.course) ? [[leaf.course, leaf.course] as const] : [];
  return (
    <>
      <Pick
        label={t("segments.course")}
        value={leaf.course ?? ""}
        choices={[["", t("segments.anyCourse")], ...courses.map(({ key, name }) => [key, name || key] as const), ...strange]}
        onPick={(course) => onLeaf({ ...leaf, course: course === "" ? undefined : course })}
      />
      <Words label={t("segments.anyStatus")} values={leaf.statuses ?? []} known={STATUSES} onWords={(statuses) => onLeaf({ ...leaf, statuses: statuses.length > 0 ? statuses : undefined })} />
      <When period={leaf.period} onPeriod={(period) => onLeaf({ ...leaf, period })} />
    </>
  );
}

export function InSegmentForm({ leaf, onLeaf }: FormOf<InSegment>) {
  return <OneOf kind="rule" value={leaf.segment} onPick={(segment) => onLeaf({ ...leaf, segment })} />;
}

export function InListForm({ leaf, onLeaf }: FormOf<InList>) {
  return <OneOf kind="list" value={leaf.list} onPick={(list) => onLeaf({ ...leaf, list })} />;
}

function OneOf({ kind, value, onPick }: { readonly kind: "rule" | "list"; readonly value: string; readonly onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const { segments } = useKnown();
  const fitting = segments.filter((each) => each.kind === kind).map(({ id, name }) => [id, name] as const);
  const strange = value !== "" && !fitting.some(([id]) => id === value) ? [[value, value] as const] : [];
  const label = t(kind === "rule" ? "segments.whichSegment" : "segments.whichList");
  return <Pick label={label} value={value} choices={[["", label], ...fitting, ...strange]} onPick={onPick} />;
}
