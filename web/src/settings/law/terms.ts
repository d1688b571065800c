/** What a rule demands, or an entry holds, in a few words: `hours: mon-sat 08:00-20:00`; `said` puts each word in the reader's language. */
export function inWords(value: unknown, said: (text: string) => string = (text) => text): string {
  if (Array.isArray(value)) return value.map((each) => inWords(each, said)).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${said(name)} ${inWords(inner, said)}`)
      .join("; ");
  return said(String(value));
}
