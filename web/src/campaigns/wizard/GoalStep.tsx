import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Sheet } from "../../ui/Page";
import { GoalFields, type Goal } from "./GoalFields";
import type { StepProps } from "./Wizard";
import styles from "./Wizard.module.css";

export function GoalStep({ campaign, keeping: { draft, set } }: StepProps) {
  const { t } = useTranslation();
  const [blank, setBlank] = useState<string | undefined>(undefined);
  const change = ({ name, ...others }: Partial<Goal>) => {
    if (name !== undefined) setBlank(name.trim() === "" ? name : undefined); // a campaign without a name is none: the one that it had is kept meanwhile
    const named = name?.trim() ? { name } : {};
    if (Object.keys({ ...named, ...others }).length > 0) set({ ...named, ...others });
  };
  return (
    <Sheet title={t("wizard.goalTitle")}>
      <GoalFields
        goal={{ ...draft, name: blank ?? draft.name }}
        set={change}
        fault={blank === undefined ? undefined : t("wizard.noName", { kept: draft.name })}
      />
      <p className={styles.quiet}>{t("wizard.channelFixed", { channel: t(`channel.${campaign.channel}`) })}</p>
    </Sheet>
  );
}
