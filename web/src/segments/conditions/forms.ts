import type { Leaf } from "../tree";

/** The inputs of one kind of condition. */
export interface FormOf<Kind extends Leaf> {
  readonly leaf: Kind;
  readonly onLeaf: (leaf: Kind) => void;
}
