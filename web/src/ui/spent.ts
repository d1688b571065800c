import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";

/** An amount, beside messages whose price nobody knows: with those it is a least, and where nothing is known it is not told as nothing. */
export function useSpent(): (amount: string, currency: string, unpriced: number) => string {
  const { t } = useTranslation();
  const { money } = useFormats();
  return (amount, currency, unpriced) => {
    if (unpriced === 0) return money(amount, currency);
    return Number(amount) === 0 ? t("costs.notKnown") : t("costs.atLeast", { amount: money(amount, currency) });
  };
}
