import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { costsOf } from "./costs";
import type { Attempt } from "./queries";

/** What attempts cost, in words; nothing where nobody knows yet. */
export function useCosts(attempts: readonly Attempt[]): string | undefined {
  const { t } = useTranslation();
  const { money } = useFormats();
  const { currency } = usePlace();
  const sums = costsOf(attempts, currency);
  if (sums.length === 0) return undefined;
  return sums.map((sum) => (sum.estimated ? t("notices.about", { cost: money(sum.amount, sum.currency) }) : money(sum.amount, sum.currency))).join(" + ");
}
