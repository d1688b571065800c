/** What a field of a number says; null if nothing is written there. */
export function numberIn(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}
