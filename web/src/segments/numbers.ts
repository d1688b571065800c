/** The numbers in what was pasted: one a line, or parted by commas, semicolons or tabs, as sheets have them. Each once. */
export function numbersIn(pasted: string): string[] {
  const parts = pasted.split(/[\n\r,;\t]+/u).map((each) => each.replaceAll(/["']/gu, "").trim());
  return [...new Set(parts.filter((each) => each !== ""))];
}
