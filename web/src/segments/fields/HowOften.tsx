import { useTranslation } from "react-i18next";
import type { Times } from "../tree";
import { NumberField } from "./Number";
import { Pick } from "./Pick";

const SHAPES = ["once", "at_least", "at_most", "exactly"] as const;
type Shape = (typeof SHAPES)[number];

interface Props {
  readonly times: Times | undefined;
  readonly onTimes: (times: Times | undefined) => void;
}

/** How often something was done: once at least if nothing is said. */
export function HowOften({ times, onTimes }: Props) {
  const { t } = useTranslation();
  const shape: Shape = SHAPES.find((each) => each !== "once" && times !== undefined && each in times) ?? "once";
  const number = times?.at_least ?? times?.at_most ?? times?.exactly ?? null;
  const timesFor = (word: Shape, count = number) => ({ once: undefined, at_least: { at_least: count }, at_most: { at_most: count }, exactly: { exactly: count } })[word];
  return (
    <>
      <Pick
        label={t("segments.howOften")}
        value={shape}
        choices={SHAPES.map((each) => [each, t(`segments.often.${each}`)] as const)}
        onPick={(word) => onTimes(timesFor(word))}
      />
      {shape !== "once" && <NumberField label={t("segments.number")} value={number} onNumber={(count) => onTimes(timesFor(shape, count))} />}
      {shape !== "once" && <span>{t("segments.times")}</span>}
    </>
  );
}
