import { NativeSelect, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { faultOf } from "../../settings/parts";
import { usePlace } from "../../shell/usePlace";
import { Sheet } from "../../ui/Page";
import { STOPS } from "./draft";
import type { FieldsProps } from "./KindForm";
import styles from "./Kinds.module.css";

/** What its messages may cost in a month, from where on Home tells of it, and what stops then. */
export function BudgetFields({ draft, change, error }: FieldsProps) {
  const { t } = useTranslation();
  const { currency } = usePlace();
  const given = draft.budget.trim() !== "";
  return (
    <Sheet title={t("kinds.budget")}>
      <p className={styles.quiet}>{t("kinds.budgetWhy")}</p>
      <div className={styles.fields}>
        <TextInput
          type="number"
          min={0.01}
          step="any"
          label={t("kinds.budgetMonth", { currency })}
          description={t("kinds.budgetHint")}
          value={draft.budget}
          onChange={(event) => change({ budget: event.currentTarget.value })}
          error={faultOf(error, "budget.month_micros")}
        />
        {given && (
          <>
            <TextInput
              type="number"
              min={1}
              max={100}
              step={1}
              required
              withAsterisk={false}
              label={t("kinds.budgetWarn")}
              description={t("kinds.budgetWarnHint")}
              value={draft.warnPercent}
              onChange={(event) => change({ warnPercent: event.currentTarget.value })}
              error={faultOf(error, "budget.warn_percent")}
            />
            <NativeSelect
              label={t("kinds.budgetStops")}
              description={t("kinds.budgetStopsHint")}
              value={draft.stops}
              onChange={(event) => change({ stops: STOPS.find((each) => each === event.currentTarget.value) ?? "nothing" })}
              data={STOPS.map((each) => ({ value: each, label: t(`kinds.stops.${each}`) }))}
            />
          </>
        )}
      </div>
    </Sheet>
  );
}
