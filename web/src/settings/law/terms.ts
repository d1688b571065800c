/** What a rule demands in a few words: `hours: mon-sat 08:00-20:00`. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${inWords(inner)}`)
      .join("; ");
  return String(value);
}
