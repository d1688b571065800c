import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Period } from "../tree";
import { NumberField } from "./Number";
import { Pick } from "./Pick";

type Shape = "ever" | "days" | "days_ago" | "since" | "until" | "between";

const SHAPES: readonly Shape[] = ["ever", "days", "days_ago", "since", "until", "between"];

interface Props {
  readonly period: Period | undefined;
  readonly onPeriod: (period: Period | undefined) => void;
  /** Whether a time must be given. */
  readonly needed?: boolean;
}

/** When: ever, in the last days, longer ago, or on days of the organisation. */
export function When({ period, onPeriod, needed = false }: Props) {
  const { t } = useTranslation();
  const shape = shapeOf(period);
  const day = (key: "since" | "until") => (
    <TextInput
      type="date"
      aria-label={t(`segments.${key}`)}
      value={period?.[key] ?? ""}
      onChange={(event) => onPeriod({ ...period, [key]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Pick
        label={t("segments.when")}
        value={shape}
        choices={SHAPES.filter((each) => !needed || each !== "ever").map((each) => [each, t(`segments.period.${each}`)] as const)}
        onPick={(word) => onPeriod(periodFor(word, period))}
      />
      {shape === "days" && <NumberField label={t("segments.days")} value={period?.days ?? null} onNumber={(days) => onPeriod({ days })} />}
      {shape === "days_ago" && <NumberField label={t("segments.days")} value={period?.days_ago ?? null} onNumber={(number) => onPeriod({ days_ago: number })} />}
      {(shape === "days" || shape === "days_ago") && <span>{t(`segments.after.${shape}`)}</span>}
      {(shape === "since" || shape === "between") && day("since")}
      {shape === "between" && <span>{t("segments.and")}</span>}
      {(shape === "until" || shape === "between") && day("until")}
    </>
  );
}

function shapeOf(period: Period | undefined): Shape {
  if (!period) return "ever";
  if ("days" in period) return "days";
  if ("days_ago" in period) return "days_ago";
  if ("since" in period) return "until" in period ? "between" : "since";
  return "until";
}

function periodFor(shape: Shape, { days, days_ago: ago, since = "", until = "" }: Period = {}): Period | undefined {
  const number = days ?? ago ?? null;
  const periods = { ever: undefined, days: { days: number }, days_ago: { days_ago: number }, since: { since }, until: { until }, between: { since, until } };
  return periods[shape];
}
