import { createContext, useContext } from "react";
import type { Group } from "../blocks";
import type { Missing } from "../missing";

interface Editing {
  /** Changes the blocks; edits of the same thing (`of`) in a row are one step. */
  readonly edit: (by: (root: Group) => Group, of?: string) => void;
  /** The same, and then puts the keyboard on something of a block. */
  readonly editAndGo: (by: (root: Group) => Group, id: number, part: Part) => void;
  readonly missing: ReadonlyMap<number, Missing>;
  readonly fault: { readonly id: number; readonly text: string } | null;
}

export type Part = "first" | "up" | "down" | "add";

export const EditingContext = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (editing === null) throw new Error("blocks stand in an EditingContext");
  return editing;
}
