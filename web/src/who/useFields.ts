import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";

interface Fields {
  /** A field as a form would call it; one without a word by its own, spaces for its underscores. */
  readonly field: (name: string) => string;
  /** What stands in it: moments and days as they are written here, lists by their parts. */
  readonly value: (told: unknown) => string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/u;

/** Fields and values of what was written down for programs, as a person would say them. */
export function useFields(): Fields {
  const { t, i18n } = useTranslation();
  const { day, moment, count } = useFormats();
  const all = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const wordFor = (name: string) => {
    const word: unknown = i18n.getResource(i18n.language, "translation", `fields.names.${name}`); // any name may come, and most have no word
    return typeof word === "string" ? word : undefined;
  };
  const field = (name: string) => wordFor(name) ?? name.replaceAll("_", " ");
  const value = (told: unknown): string => {
    if (told === null || told === "" || (Array.isArray(told) && told.length === 0)) return t("fields.values.none");
    if (typeof told === "boolean") return t(told ? "fields.values.yes" : "fields.values.no");
    if (typeof told === "number") return count(told);
    if (Array.isArray(told)) return all.format(told.map(value));
    if (typeof told === "object")
      return Object.entries(told ?? {})
        .map(([name, inner]) => `${field(name)}: ${value(inner)}`)
        .join("; ");
    const text = String(told);
    if (DAY.test(text)) return day(text);
    return MOMENT.test(text) ? moment(text) : (wordFor(text) ?? text);
  };
  return { field, value };
}
