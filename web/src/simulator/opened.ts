export const MOST_OPEN = 3;
const NUMBER = /^(?:\+[1-9]\d{6,14}|[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128})$/u;

/** The phones that an address names, each once and no more than stand side by side. */
export function openedOf(word: string | undefined): readonly string[] {
  return [...new Set((word ?? "").split(",").filter((each) => NUMBER.test(each)))].slice(0, MOST_OPEN);
}

/** The same with one more, which comes first; the one that was opened longest ago goes. */
export function withOpened(opened: readonly string[], number: string): string {
  return [number, ...opened.filter((each) => each !== number)].slice(0, MOST_OPEN).join(",");
}

/** A number as somebody types it, if it is one: with the country, spaces and brackets left out. */
export function numberOf(typed: string): string | undefined {
  const bare = typed.replaceAll(/[\s().-]/gu, "").replace(/^00/u, "+");
  return NUMBER.test(bare) ? bare : undefined;
}

/** Whose a phone is, as one says it: a family shares one. Empty where nobody's name is known. */
export function namesOf(people: readonly { readonly name: string }[] | undefined): string {
  return (people ?? []).map(({ name }) => name).join(", ");
}
