import { useTranslation } from "react-i18next";
import { useLabels } from "../../contacts/useLabels";
import { NumberField } from "../fields/Number";
import { Pick } from "../fields/Pick";
import { Word } from "../fields/Word";
import { Words } from "../fields/Words";
import type { Age, Field, Tag } from "../tree";
import { useKnown } from "../useKnown";
import type { FormOf } from "./forms";

const AGES = ["is", "less", "at_most", "more", "at_least", "between"] as const;
const FIELDS = ["lifecycle", "country", "locale", "time_zone"] as const;

export function TagForm({ leaf, onLeaf }: FormOf<Tag>) {
  const { t } = useTranslation();
  const { tags } = useKnown();
  return <Word label={t("segments.tag")} value={leaf.name} known={tags} onWord={(name) => onLeaf({ ...leaf, name })} />;
}

export function AgeForm({ leaf, onLeaf }: FormOf<Age>) {
  const { t } = useTranslation();
  const { attributes } = useKnown();
  const labelOf = useLabels();
  const dates = attributes.filter(({ type }) => type === "date").map(({ name }) => name);
  const source = leaf.attribute ?? "birth_date";
  const rename = (op: Age["op"]) => onLeaf({ ...leaf, op, values: op === "between" ? [leaf.values[0] ?? null, leaf.values[1] ?? null] : [leaf.values[0] ?? null] });
  return (
    <>
      <Pick label={t("segments.comparison")} value={leaf.op} choices={AGES.map((each) => [each, t(`segments.ops.${each}`)] as const)} onPick={rename} />
      {leaf.values.map((value, at) => (
        <span key={at} data-row>
          {at > 0 && <span>{t("segments.and")}</span>}
          <NumberField label={t("segments.years")} value={value} onNumber={(years) => onLeaf({ ...leaf, values: leaf.values.with(at, years) })} />
        </span>
      ))}
      <span>{t("segments.yearsBy")}</span>
      <Word label={t("segments.dateAttribute")} value={source} known={["birth_date", ...dates]} called={labelOf} onWord={(attribute) => onLeaf({ ...leaf, attribute: attribute || "birth_date" })} />
    </>
  );
}

export function FieldForm({ leaf, onLeaf }: FormOf<Field>) {
  const { t } = useTranslation();
  const { values = [] } = leaf;
  return (
    <>
      <Pick label={t("segments.place")} value={leaf.name} choices={FIELDS.map((each) => [each, t(`segments.fields.${each}`)] as const)} onPick={(name) => onLeaf({ ...leaf, name, values: [] })} />
      <span>{t(values.length === 0 ? "segments.knownOr" : "segments.isOneOf")}</span>
      <Words label={t("segments.values")} values={values} known={EXAMPLES[leaf.name]} onWords={(words) => onLeaf({ ...leaf, values: words })} />
    </>
  );
}

/** What is often meant; anything else can be typed. */
const EXAMPLES: { readonly [Each in Field["name"]]: readonly string[] } = {
  lifecycle: ["lead", "student", "customer"],
  country: ["FR", "BE", "CH", "LU", "CA", "GB", "IE", "US", "DE", "ES"],
  locale: ["fr", "en", "de", "es"],
  time_zone: ["Europe/Paris", "Europe/Brussels", "Europe/Zurich", "Europe/London", "America/Montreal", "America/New_York"],
};
