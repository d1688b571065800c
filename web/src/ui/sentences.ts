const ENDED = /[.!?…:][”"»)\s]*$/u;
/** A word of letters alone: what is a name for programs (`sending_hours`) keeps its small letter. */
const SMALL_WORD = /^\p{Ll}[\p{L}’']*(?=[\s,;:.!?]|$)/u;

/** What was told as a sentence of its own: from a capital to a full stop. */
export function sentence(told: string): string {
  const text = told.trim();
  const begun = SMALL_WORD.test(text) ? text.charAt(0).toLocaleUpperCase() + text.slice(1) : text;
  return begun === "" || ENDED.test(begun) ? begun : `${begun}.`;
}

/** What is wrong and what helps, one after the other; what was not told is left out. */
export function sentences(...told: readonly (string | null | undefined)[]): string {
  return told.flatMap((each) => (each ? [sentence(each)] : [])).join(" ");
}
