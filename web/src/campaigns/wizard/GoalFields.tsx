import { Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Choices } from "../../ui/Choices";

export const TYPES = ["enrollment", "retention", "event", "nurture"] as const satisfies readonly Schemas["CampaignType"][];

export interface Goal {
  readonly name: string;
  readonly type: Schemas["CampaignType"];
  readonly objective: string;
}

interface Props {
  readonly goal: Goal;
  readonly set: (changes: Partial<Goal>) => void;
  /** What is wrong with the name. */
  readonly fault?: string | undefined;
}

/** What a campaign is for: its name, its kind, and what it is to bring. */
export function GoalFields({ goal, set, fault }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <TextInput
        label={t("wizard.name")}
        description={t("wizard.nameWhy")}
        value={goal.name}
        maxLength={200}
        required
        error={fault}
        data-autofocus
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Choices
        legend={t("wizard.type")}
        name="type"
        value={goal.type}
        beside
        choices={TYPES.map((value) => ({ value, title: t(`wizard.types.${value}`), text: t(`wizard.typesWhy.${value}`) }))}
        onChoose={(word) => set({ type: TYPES.find((type) => type === word) ?? goal.type })}
      />
      <Textarea
        label={t("wizard.objective")}
        description={t("wizard.objectiveWhy")}
        value={goal.objective}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => set({ objective: event.currentTarget.value })}
      />
    </>
  );
}
