import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { may, type Scope } from "../api/session";
import { Empty } from "../ui/Empty";
import { usePlace } from "./usePlace";

interface Props {
  readonly scope: Scope;
  readonly children: ReactNode;
}

/** A page for whoever may do what it is for; others are told so instead of filling it in for nothing. */
export function Allowed({ scope, children }: Props) {
  const { t } = useTranslation();
  return may(usePlace(), scope) ? children : <Empty alone title={t("wrong.forbidden")} why={t("wrong.forbiddenWhy")} />;
}
