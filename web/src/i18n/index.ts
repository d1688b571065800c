import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = "tidings.language";
const TEXTS: Record<Language, () => Promise<{ default: object }>> = {
  en: () => import("./en"),
  fr: () => import("./fr"),
};

/** The first language that we have among those that somebody reads. */
export function languageFor(wanted: readonly (string | null)[]): Language {
  const found = wanted.map((each) => each?.slice(0, 2).toLowerCase()).find((each) => LANGUAGES.some((language) => language === each));
  return LANGUAGES.find((language) => language === found) ?? "en";
}

export async function speak(language: Language): Promise<void> {
  const texts = await TEXTS[language]();
  i18next.addResourceBundle(language, "translation", texts.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

/** Begins in the language chosen here before, else in that of the browser. */
export async function startSpeaking(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: "en", interpolation: { escapeValue: false } }); // React escapes
  await speak(languageFor([localStorage.getItem(KEPT), ...navigator.languages]));
}
