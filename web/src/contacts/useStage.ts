import { useTranslation } from "react-i18next";

export const USUAL_STAGES = ["lead", "student", "customer"] as const;

/** Says a stage of the lifecycle in words; one of the organisation's own stays as it calls it. */
export function useStage(): (word: string) => string {
  const { t } = useTranslation();
  return (word) => {
    const usual = USUAL_STAGES.find((each) => each === word);
    return usual ? t(`contacts.stages.${usual}`) : word;
  };
}
