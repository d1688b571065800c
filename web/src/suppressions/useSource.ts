import { useTranslation } from "react-i18next";

const KNOWN = ["keyword", "provider", "preferences", "one_click", "erasure", "unclear_message", "notification_preferences"] as const;

/** Says what asked for a closing, or where somebody said something, in words; a list is named as whoever brought it called it. */
export function useSource(): (source: string) => string {
  const { t } = useTranslation();
  return (source) => {
    const known = KNOWN.find((each) => each === source) ?? (source.startsWith("rule:") ? "rule" : undefined);
    return known ? t(`suppressions.sources.${known}`) : source;
  };
}
