import { ActionIcon, Button, CloseButton } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Property } from "../tree";
import { Pick } from "./Pick";
import { emptyOf, typeOf, type Type } from "./types";
import { Valued } from "./Valued";
import { Word } from "./Word";

const PLAIN: readonly Type[] = ["text", "number", "bool"];

interface Props {
  readonly where: readonly Property[] | undefined;
  readonly onWhere: (where: readonly Property[] | undefined) => void;
}

/** Properties that an event must have, each with a value of its type. */
export function Where({ where = [], onWhere }: Props) {
  const { t } = useTranslation();
  const set = (at: number, property: Property) => onWhere(where.with(at, property));
  const without = (at: number) => (where.length > 1 ? where.toSpliced(at, 1) : undefined);
  return (
    <>
      {where.map((property, at) => {
        const type = typeOf(property.value) === "date" ? "text" : typeOf(property.value);
        return (
          <span key={at} role="group" aria-label={t("segments.property")} data-row>
            <span>{t(at === 0 ? "segments.where" : "segments.and")}</span>
            <Word label={t("segments.propertyName")} value={property.name} onWord={(name) => set(at, { ...property, name })} />
            <Pick
              label={t("segments.type")}
              value={type}
              choices={PLAIN.map((each) => [each, t(`segments.types.${each}`)] as const)}
              onPick={(word) => set(at, { ...property, value: emptyOf(word) })}
            />
            <Valued label={t("segments.value")} type={type} value={property.value} onValue={(value) => set(at, { ...property, value })} />
            <CloseButton aria-label={t("segments.noProperty")} onClick={() => onWhere(without(at))} />
          </span>
        );
      })}
      {where.length === 0 ? (
        <Button variant="subtle" size="compact-sm" onClick={() => onWhere([{ name: "", value: "" }])}>
          {t("segments.addProperty")}
        </Button>
      ) : (
        <ActionIcon variant="default" aria-label={t("segments.addProperty")} onClick={() => onWhere([...where, { name: "", value: "" }])}>
          +
        </ActionIcon>
      )}
    </>
  );
}
