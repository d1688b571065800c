import { NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { countriesIn } from "../countries";
import { USUAL_STAGES, useStage } from "../useStage";
import type { Text } from "./values";

export type FieldName = Text | "phone" | "email" | "tags";

interface Props {
  readonly name: FieldName;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

const STAGES = "usual-stages";

/** One field of a person: countries by their names, stages in words, the rest as text. */
export function PersonField(props: Props) {
  const { t } = useTranslation();
  const { name, value, onChange, error } = props;
  if (name === "country") return <Country {...props} />;
  if (name === "lifecycle") return <Stage {...props} />;
  const description = name === "time_zone" || name === "locale" ? t("person.emptyInfers") : name === "tags" ? t("person.byCommas") : undefined;
  return <TextInput label={t(`person.field.${name}`)} description={description} dir="auto" value={value} onChange={(event) => onChange(event.currentTarget.value)} error={error} />;
}

function Country({ value, onChange, error }: Props) {
  const { t, i18n } = useTranslation();
  const countries = useMemo(() => [{ value: "", label: t("person.noCountry") }, ...countriesIn(i18n.language)], [i18n.language, t]);
  return <NativeSelect label={t("person.field.country")} data={countries} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={error} />;
}

/** The usual stages show in the reader's words and are kept as their codes; any other is the organisation's own. */
function Stage({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const inWords = useStage();
  const codeOf = (word: string) => USUAL_STAGES.find((each) => inWords(each).toLowerCase() === word.trim().toLowerCase()) ?? word;
  return (
    <>
      <TextInput
        label={t("person.field.lifecycle")}
        description={t("person.anyStage")}
        list={STAGES}
        dir="auto"
        value={inWords(value)}
        onChange={(event) => onChange(codeOf(event.currentTarget.value))}
        error={error}
      />
      <datalist id={STAGES}>
        {USUAL_STAGES.map((each) => (
          <option key={each} value={inWords(each)} />
        ))}
      </datalist>
    </>
  );
}
