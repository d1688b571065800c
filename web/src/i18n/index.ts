import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type en from "./en";
import { LATER, type LaterRoom, type LaterWords } from "./later";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en & LaterWords };
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

/** The rooms whose pages were asked for, and the language in which they speak: nothing until it is known. */
const rooms = new Set<LaterRoom>();
let spoken: Language | undefined;

/** The first language that we have among those that somebody reads. */
export function languageFor(wanted: readonly (string | null)[]): Language {
  const found = wanted.map((each) => each?.slice(0, 2).toLowerCase()).find((each) => LANGUAGES.some((language) => language === each));
  return LANGUAGES.find((language) => language === found) ?? "en";
}

export async function speak(language: Language): Promise<void> {
  const before = spoken;
  spoken = language;
  const [texts] = await Promise.all([TEXTS[language](), ...[...rooms].map((room) => bring(language, room))]).catch((error: unknown) => {
    spoken = before;
    throw error;
  });
  i18next.addResourceBundle(language, "translation", texts.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** A page of a room whose words come later, with these words: before the language is known they are brought with all others. */
export async function withWords<Page>(room: LaterRoom, page: Promise<Page>): Promise<Page> {
  rooms.add(room);
  if (spoken) await bring(spoken, room);
  return page;
}

async function bring(language: Language, room: LaterRoom): Promise<void> {
  const texts = await LATER[room][language]();
  i18next.addResourceBundle(language, "translation", { [room]: texts.default });
}

export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

/** The language chosen here before, else the browser's. */
export function languageHere(): Language {
  return languageFor([localStorage.getItem(KEPT), ...navigator.languages]);
}

export async function startSpeaking(): Promise<void> {
  await i18next.use(initReactI18next).init({ lng: "en", interpolation: { escapeValue: false } }); // React escapes
  await speak(languageHere());
}
