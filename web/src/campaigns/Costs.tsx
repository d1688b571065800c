import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormats } from "../i18n/formats";
import { usePlace } from "../shell/usePlace";
import { Sheet } from "../ui/Page";
import { useSpent } from "../ui/spent";
import { statsOf } from "./queries";
import styles from "./CampaignPage.module.css";

/** What it has cost, what is under way, and how the budget stands. */
export function Costs({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { money, count } = useFormats();
  const spent = useSpent();
  const place = usePlace();
  const { data } = useQuery(statsOf(place.id, id));
  if (!data) return <Skeleton height={110} radius="lg" />;
  const { costs, budget } = data;
  const figures = [
    [t("costs.spent"), spent(costs.spent, costs.currency, costs.unpriced)],
    [t("costs.committed"), money(costs.committed, costs.currency)],
    ...(Number(costs.estimated) > 0 ? [[t("costs.estimated"), money(costs.estimated, costs.currency)] as const] : []),
    ...(budget ? [[t("costs.left"), t("costs.leftOf", { left: money(budget.left, budget.currency), all: money(budget.amount, budget.currency) })] as const] : []),
  ] as const;
  return (
    <Sheet title={t("costs.title")}>
      <dl className={styles.figures}>
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {costs.unpriced > 0 && <p className={styles.lead}>{t("costs.unpriced", { count: costs.unpriced, replace: { count: count(costs.unpriced) } })}</p>}
    </Sheet>
  );
}
