/** A person's name as far as it is known; empty if nothing is. */
export function nameOf({ first_name, last_name }: { readonly first_name: string | null; readonly last_name: string | null }): string {
  return [first_name, last_name].filter(Boolean).join(" ");
}

/** A locale's language in the reader's words ("French (France)"); as it is written where it can't be read. */
export function languageName(locale: string, reader: string): string {
  try {
    return new Intl.DisplayNames(reader, { type: "language", fallback: "code" }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}
