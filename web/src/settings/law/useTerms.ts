import { useTranslation } from "react-i18next";
import { demandsOf, type Hours } from "./demands";
import { inWords } from "./terms";

const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 86_400_000;
const SAID = ["public holidays", "marketing", "transactional", "daily", "sms", "whatsapp", "email", "push"] as const;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

interface Terms {
  /** What a rule demands, as sentences. */
  readonly demands: (terms: Readonly<Record<string, unknown>>) => string;
  readonly listed: (words: readonly string[]) => string;
}

/** What a rule says, in the reader's language; the law's own words stay in quotation marks. */
export function useTerms(): Terms {
  const { t, i18n } = useTranslation();
  const all = new Intl.ListFormat(i18n.language, { type: "conjunction" });
  const said = (text: string) => {
    const word = SAID.find((each) => each === text);
    return word ? t(`law.said.${word}`) : weekdaysIn(text, i18n.language);
  };
  const manner = {
    said,
    hours: (hours: Hours) => all.format(Object.entries(hours).map(([days, times]) => `${said(days)} ${times.replaceAll("-", "–")}`)),
    days: (days: readonly string[]) => all.format(days.map((day) => dayName(day, i18n.language))),
    quoted: (words: readonly unknown[]) => all.format(words.map((each) => t("law.quoted", { text: String(each) }))),
  };
  const demands = (terms: Readonly<Record<string, unknown>>) =>
    demandsOf(terms, manner)
      .map(([says, values]) => t(`law.demands.${says}`, { replace: values }))
      .join(" ");
  return { demands, listed: (words) => inWords(words, said) };
}

function dayName(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" }).format(MONDAY + DAYS.findIndex((each) => each === day) * DAY_MS);
}

/** Weekdays as rules write them ("mon-sat"), as a language does ("lun.–sam."). */
export function weekdaysIn(text: string, language: string): string {
  const short = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return text.replace(/\b(mon|tue|wed|thu|fri|sat|sun)\b(-)?/g, (_whole, day: (typeof DAYS)[number], dash?: string) => {
    return short.format(MONDAY + DAYS.indexOf(day) * DAY_MS) + (dash ? "–" : "");
  });
}
