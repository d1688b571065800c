import { useTranslation } from "react-i18next";
import { useFormats } from "../../i18n/formats";
import { Note } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import type { Kind } from "../queries";
import styles from "./Kinds.module.css";

const MILLIONTHS = 1_000_000;

/** How far a kind's budget is used this month, and what that means. */
export function BudgetUsed({ kind: { budget } }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const { money, ago } = useFormats();
  const { currency } = usePlace();
  if (!budget) return null;
  const amount = (micros: number) => money(String(micros / MILLIONTHS), currency);
  return (
    <Sheet title={t("kinds.budget")}>
      {budget.spent_micros === null ? (
        <p className={styles.quiet}>{t("kinds.budgetNotCounted", { budget: amount(budget.month_micros) })}</p>
      ) : (
        <p>
          {t("kinds.budgetUsed", { spent: amount(budget.spent_micros), budget: amount(budget.month_micros) })} {budget.counted_at && <span className={styles.quiet}>{ago(budget.counted_at)}</span>}
        </p>
      )}
      {budget.alert === "over" && <Note tone="bad">{t(`kinds.budgetOver.${budget.stops}`)}</Note>}
    </Sheet>
  );
}
