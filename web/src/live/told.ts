/** What the server says by the live connection (docs/decisions/0041-live.md). */
export interface Change {
  readonly topic: string;
  /** Which one; null: any of the topic. */
  readonly id: string | null;
}

export type Told = { readonly kind: "beat" } | { readonly kind: "everything" } | { readonly kind: "changed"; readonly changes: readonly Change[] };

/** Reads what came. What a newer server may say besides counts as a sign of life. */
export function toldBy(text: string): Told {
  const said: unknown = parsed(text);
  if (typeof said !== "object" || said === null) return { kind: "beat" };
  if ("everything" in said) return { kind: "everything" };
  if ("changed" in said && Array.isArray(said.changed)) return { kind: "changed", changes: said.changed.filter(isChange) };
  return { kind: "beat" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isChange(each: unknown): each is Change {
  return (
    typeof each === "object" && each !== null && "topic" in each && typeof each.topic === "string" && "id" in each && (each.id === null || typeof each.id === "string")
  );
}
