import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { Wrong } from "../ui/Wrong";
import { useSpent } from "../ui/spent";
import { spendingOf, type Spending } from "./queries";
import styles from "./Home.module.css";

export function SpendingNow() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(spendingOf(usePlace().id));
  return (
    <Sheet title={t("home.spending")}>
      {error && !data && <Wrong error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton height={80} />}
      {data && <Amounts spending={data} />}
    </Sheet>
  );
}

function Amounts({ spending }: { readonly spending: Spending }) {
  const { t } = useTranslation();
  const { money, count } = useFormats();
  const known = useSpent();
  const { currency, today, month, committed, unpriced, budgets, reserved } = spending;
  const amounts = [
    [t("home.spentToday"), today],
    [t("home.spentMonth"), month],
    [t("home.committed"), committed],
  ] as const;
  return (
    <>
      <dl className={styles.figures}>
        {amounts.map(([word, amount]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{known(amount, currency, unpriced)}</dd>
          </div>
        ))}
      </dl>
      {Number(budgets) > 0 && (
        <>
          <progress className={styles.progress} max={Number(budgets)} value={Number(reserved)} aria-label={t("home.budgets")} />
          <p className={styles.facts}>{t("home.ofBudgets", { reserved: money(reserved, currency), budgets: money(budgets, currency) })}</p>
        </>
      )}
      {unpriced > 0 && <p className={styles.quiet}>{t("home.unpriced", { count: unpriced, messages: count(unpriced) })}</p>}
    </>
  );
}
