/** One or two letters for a name, whatever script it is in; a dot where there is none. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._@-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = words.slice(0, 2).map((word) => Array.from(word).find((each) => /\p{L}|\p{N}/u.test(each)) ?? "");
  return letters.join("").toUpperCase() || "·";
}
