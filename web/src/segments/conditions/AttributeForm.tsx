import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLabels } from "../../contacts/useLabels";
import { Pick } from "../fields/Pick";
import { OPS, TYPES, typeOf, valuesFor, valuesOf, type Type } from "../fields/types";
import { Valued } from "../fields/Valued";
import { Word } from "../fields/Word";
import { Words } from "../fields/Words";
import type { Attribute, Op } from "../tree";
import { useKnown } from "../useKnown";
import type { FormOf } from "./forms";

/** Something else known of people; its type is the declared one, or can be said here. */
export function AttributeForm({ leaf, onLeaf }: FormOf<Attribute>) {
  const { t } = useTranslation();
  const { attributes } = useKnown();
  const labelOf = useLabels();
  const [said, setSaid] = useState<Type>(() => typeOf(leaf.values?.[0]));
  const { op, values = [] } = leaf;
  const declared = attributes.find(({ name, type }) => name === leaf.name && type !== null);
  const type: Type = declared?.type ? (declared.type === "choice" ? "text" : declared.type) : said;
  const take = (next: Op, as: Type, name = leaf.name) => onLeaf({ kind: "attribute", name, op: next, values: valuesFor(next, as, values) });
  const rename = (name: string) => {
    const found = attributes.find((each) => each.name === name)?.type;
    const as = found ? (found === "choice" ? "text" : found) : said;
    take(OPS[as].includes(op) ? op : "is", as, name);
  };
  return (
    <>
      <Word label={t("segments.attribute")} value={leaf.name} known={attributes.map(({ name }) => name)} called={labelOf} onWord={rename} />
      {!declared && (
        <Pick
          label={t("segments.type")}
          value={type}
          choices={TYPES.map((each) => [each, t(`segments.types.${each}`)] as const)}
          onPick={(word) => {
            setSaid(word);
            take(OPS[word].includes(op) ? op : "is", word);
          }}
        />
      )}
      <Pick label={t("segments.comparison")} value={op} choices={OPS[type].map((each) => [each, t(`segments.ops.${each}`)] as const)} onPick={(word) => take(word, type)} />
      {op === "in" && <Words label={t("segments.values")} values={values.map(String)} known={declared?.choices ?? []} onWords={(words) => onLeaf({ ...leaf, values: valuesOf(words, type) })} />}
      {op !== "in" &&
        values.map((value, at) => (
          <span key={at} data-row>
            {at > 0 && <span>{t("segments.and")}</span>}
            <Valued label={t("segments.value")} type={type} value={value} known={declared?.choices} onValue={(next) => onLeaf({ ...leaf, values: values.with(at, next) })} />
          </span>
        ))}
    </>
  );
}
