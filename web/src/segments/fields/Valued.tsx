import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Value } from "../tree";
import { NumberField } from "./Number";
import { Pick } from "./Pick";
import type { Type } from "./types";
import { Word } from "./Word";

interface Props {
  readonly label: string;
  readonly type: Type;
  readonly value: Value;
  readonly known?: readonly string[];
  readonly onValue: (value: Value) => void;
}

/** A value of the type that what it is compared with has: 30 is not "30". */
export function Valued({ label, type, value, known, onValue }: Props) {
  const { t } = useTranslation();
  if (type === "number")
    return <NumberField label={label} whole={false} value={typeof value === "number" && !Number.isNaN(value) ? value : null} onNumber={(number) => onValue(number ?? Number.NaN)} />;
  if (type === "bool")
    return (
      <Pick
        label={label}
        value={value === false ? "false" : "true"}
        choices={[
          ["true", t("segments.yes")],
          ["false", t("segments.no")],
        ]}
        onPick={(word) => onValue(word === "true")}
      />
    );
  if (type === "date") return <TextInput type="date" aria-label={label} value={String(value)} onChange={(event) => onValue(event.currentTarget.value)} />;
  return <Word label={label} value={String(value)} known={known} onWord={onValue} />;
}
