import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, read } from "../api/client";
import { usePlace } from "../shell/usePlace";

const KNOWN_FOR_MS = 60_000;

/** What the organisation declared of its attributes: read at once, where those in use are gathered from everybody. */
const declaredOf = (place: string) =>
  queryOptions({
    queryKey: ["attributes", place, "declared"],
    queryFn: async () => (await read(api.GET("/attributes", { params: { query: { declared: true } } }))).items,
    staleTime: KNOWN_FOR_MS,
  });

/** Says an attribute as the organisation calls it in the reader's language, else in any, else by its name. */
export function useLabels(): (name: string) => string {
  const { i18n } = useTranslation();
  const { data = [] } = useQuery(declaredOf(usePlace().id));
  return (name) => labelOf(data.find((each) => each.name === name)?.labels ?? {}, i18n.language) ?? name;
}

/** The label for a language: a wider or narrower locale of it does, too. */
export function labelOf(labels: Readonly<Record<string, string>>, language: string): string | undefined {
  const spoken = language.split("-")[0];
  const near = Object.keys(labels).find((locale) => locale.split("-")[0] === spoken);
  return labels[language] ?? (near ? labels[near] : Object.values(labels)[0]);
}
