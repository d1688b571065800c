import { Button, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Pair } from "./values";
import styles from "./Attributes.module.css";

interface Props {
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
}

/** An organisation's own fields, by name and value. */
export function Attributes({ pairs, onChange }: Props) {
  const { t } = useTranslation();
  const change = (place: number, part: Partial<Pair>) => onChange(pairs.map((pair, index) => (index === place ? { ...pair, ...part } : pair)));
  return (
    <fieldset className={styles.attributes}>
      <legend>{t("person.attributes")}</legend>
      {pairs.map((pair, place) => (
        <div key={place} className={styles.pair}>
          <TextInput aria-label={t("person.attributeName")} placeholder={t("person.attributeName")} value={pair.name} onChange={(event) => change(place, { name: event.currentTarget.value })} />
          <TextInput
            aria-label={t("person.attributeValue")}
            placeholder={t("person.attributeValue")}
            dir="auto"
            value={pair.value}
            onChange={(event) => change(place, { value: event.currentTarget.value })}
          />
          <Button variant="subtle" aria-label={t("person.removeAttribute", { name: pair.name })} onClick={() => onChange(pairs.filter((_, index) => index !== place))}>
            {t("person.remove")}
          </Button>
        </div>
      ))}
      <div>
        <Button variant="default" size="compact-md" onClick={() => onChange([...pairs, { name: "", value: "" }])}>
          {t("person.addAttribute")}
        </Button>
      </div>
    </fieldset>
  );
}
