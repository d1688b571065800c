import { useMatches } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { Empty } from "../ui/Empty";
import { usePlace } from "./usePlace";

/** A page whose route says what it is for (`staticData.needs`) is for whoever may do that; others are told so instead of filling it in for nothing. */
export function Allowed({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const place = usePlace();
  const needs = useMatches({ select: (matches) => matches.at(-1)?.staticData.needs });
  if (needs === undefined || may(place, needs)) return children;
  return <Empty alone title={t("wrong.forbidden")} why={t("wrong.forbiddenWhy")} />;
}
