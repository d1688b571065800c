import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/Page";
import { GoalFields } from "./GoalFields";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

export function GoalStep({ campaign, keeping }: StepProps) {
  const { t } = useTranslation();
  return (
    <Sheet title={t("wizard.goalTitle")}>
      <GoalFields goal={keeping.draft} set={keeping.set} />
      <p className={styles.quiet}>{t("wizard.channelFixed", { channel: t(`channel.${campaign.channel}`) })}</p>
    </Sheet>
  );
}
