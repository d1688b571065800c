const SIMPLE = /\{\{-?\s*([A-Za-z_][\w.]*)\s*(?:\|\s*default\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*\)\s*)?-?\}\}/gu;

/** A variable in a text, and what stands there for people of whom it is not known. */
export interface Variable {
  readonly name: string;
  readonly fallback: string | undefined;
}

/** What every template may name, without an attribute of the organisation's own. */
export const KNOWN = ["first_name", "last_name", "name", "country", "unsubscribe_url", "preferences_url"] as const;
const NEVER_MISSING = new Set(["unsubscribe_url", "preferences_url"]);

/** The variables that stand by themselves in texts, each once; those inside of conditions or with filters are left to the text. */
export function variablesIn(texts: readonly string[]): readonly Variable[] {
  const found = new Map<string, Variable>();
  for (const text of texts) {
    for (const [, name = "", double, single] of text.matchAll(SIMPLE)) {
      const fallback = double ?? single;
      const before = found.get(name);
      if (!before || before.fallback === undefined) found.set(name, { name, fallback: fallback?.replaceAll(/\\(.)/gu, "$1") });
    }
  }
  return [...found.values()];
}

/** Whether a message would fail for somebody of whom the variable is not known. */
export function canBeMissing({ name, fallback }: Variable): boolean {
  return fallback === undefined && !NEVER_MISSING.has(name);
}

/** How a variable is written. */
export function written(name: string, fallback?: string): string {
  if (!fallback) return `{{ ${name} }}`;
  return `{{ ${name} | default("${fallback.replaceAll(/["\\]/gu, "\\$&")}") }}`;
}

/** The text with another fallback for a variable, everywhere where it stands by itself. */
export function withFallback(text: string, name: string, fallback: string): string {
  return text.replaceAll(SIMPLE, (whole, found: string) => (found === name ? written(name, fallback) : whole));
}
