/** What a locale is called in a language; as it is written where nobody knows it. */
export function languageName(locale: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: "language", fallback: "code" }).of(locale.replaceAll("_", "-")) ?? locale;
  } catch {
    return locale;
  }
}
