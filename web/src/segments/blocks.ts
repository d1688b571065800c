import type { GroupKind, Kind, Leaf, Tree } from "./tree";

/** A tree as it is edited: every part has an id of its own, and `not` before one condition is a part of it. */
export interface Group {
  readonly id: number;
  readonly kind: GroupKind;
  readonly of: readonly Block[];
}

export interface Condition {
  readonly id: number;
  readonly not: boolean;
  readonly leaf: Leaf;
}

export type Block = Group | Condition;

let next = 1;

export function group(kind: GroupKind, of: readonly Block[] = []): Group {
  return { id: next++, kind, of };
}

export function condition(leaf: Leaf, not = false): Condition {
  return { id: next++, not, leaf };
}

export function isGroup(block: Block): block is Group {
  return "of" in block;
}

function isBranch(tree: Tree): tree is Extract<Tree, { of: unknown }> {
  return tree.kind === "all" || tree.kind === "any" || tree.kind === "none";
}

/** The blocks of a tree; there is a group round everything, so that something can always be added. */
export function blocksOf(tree: Tree): Group {
  const block = blockOf(tree);
  return isGroup(block) ? block : group("all", [block]);
}

function blockOf(tree: Tree): Block {
  if (!isBranch(tree)) return condition(tree);
  const [only, ...others] = tree.of;
  if (tree.kind === "none" && only && others.length === 0 && !isBranch(only)) return condition(only, true);
  return group(tree.kind, tree.of.map(blockOf));
}

export function treeOf(root: Group): Tree {
  const only = aloneIn(root);
  return branchOf(only ?? root);
}

function branchOf(block: Block): Tree {
  if (isGroup(block)) return { kind: block.kind, of: block.of.map(branchOf) };
  return block.not ? { kind: "none", of: [block.leaf] } : block.leaf;
}

/** Where each block stands in the tree that is sent: an error names such a place, or one inside it. */
export function blockAt(root: Group, path: string): number | undefined {
  const places = [...placed(aloneIn(root) ?? root, "where")];
  const fits = places.filter(([place]) => path === place || path.startsWith(`${place}.`) || path.startsWith(`${place}[`));
  return fits.toSorted(([one], [other]) => other.length - one.length)[0]?.[1];
}

/** The one condition in a group of nothing else: it stands in the tree without the group. */
function aloneIn(root: Group): Condition | undefined {
  const [only, ...others] = root.of;
  return root.kind === "all" && only && others.length === 0 && !isGroup(only) ? only : undefined;
}

function* placed(block: Block, path: string): Generator<readonly [string, number]> {
  yield [path, block.id];
  if (isGroup(block)) for (const [place, each] of block.of.entries()) yield* placed(each, `${path}.of[${place}]`);
}

export function replaced(root: Group, id: number, by: (block: Block) => Block): Group {
  const go = (block: Block): Block => (block.id === id ? by(block) : isGroup(block) ? { ...block, of: block.of.map(go) } : block);
  const found = go(root);
  return isGroup(found) ? found : root;
}

export function added(root: Group, into: number, block: Block): Group {
  return replaced(root, into, (found) => (isGroup(found) ? { ...found, of: [...found.of, block] } : found));
}

export function removed(root: Group, id: number): Group {
  return { ...root, of: root.of.filter((each) => each.id !== id).map((each) => (isGroup(each) ? removed(each, id) : each)) };
}

/** One step up or down among its neighbours: a condition enters a group that it meets, and leaves its own at the edge. */
export function moved(root: Group, id: number, step: -1 | 1): Group {
  const parent = parentOf(root, id);
  const at = parent?.of.findIndex((each) => each.id === id) ?? -1;
  const block = parent?.of[at];
  if (!parent || !block) return root;
  const neighbour = parent.of[at + step];
  if (neighbour && isGroup(neighbour) && !isGroup(block)) {
    const entered = { ...neighbour, of: step === 1 ? [block, ...neighbour.of] : [...neighbour.of, block] };
    return replaced(removed(root, id), neighbour.id, () => entered);
  }
  if (neighbour) return replaced(root, parent.id, () => ({ ...parent, of: swapped(parent.of, at, at + step) }));
  const above = parentOf(root, parent.id);
  if (!above) return root;
  const place = above.of.findIndex((each) => each.id === parent.id) + (step === 1 ? 1 : 0);
  const without = removed(root, id);
  return replaced(without, above.id, (found) => (isGroup(found) ? { ...found, of: found.of.toSpliced(place, 0, block) } : found));
}

function swapped(blocks: readonly Block[], one: number, other: number): readonly Block[] {
  const [first, second] = [blocks[one], blocks[other]];
  return first && second ? blocks.with(one, second).with(other, first) : blocks;
}

function parentOf(root: Group, id: number): Group | undefined {
  if (root.of.some((each) => each.id === id)) return root;
  for (const each of root.of) {
    const found = isGroup(each) ? parentOf(each, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Everything in a group, itself first. */
export function* within(block: Block): Generator<Block> {
  yield block;
  if (isGroup(block)) for (const each of block.of) yield* within(each);
}

/** What a condition of each kind is before anything is filled in. */
export const FRESH: { readonly [Each in Kind]: Extract<Leaf, { kind: Each }> } = {
  attribute: { kind: "attribute", name: "", op: "is", values: [""] },
  age: { kind: "age", op: "at_least", values: [null] },
  tag: { kind: "tag", name: "" },
  field: { kind: "field", name: "country", values: [] },
  did: { kind: "did", event: "" },
  turn: { kind: "turn", which: "first", event: "", period: { days: 30 } },
  without: { kind: "without", event: "", missing: "", days: 3 },
  engagement: { kind: "engagement", action: "opened", period: { days: 30 } },
  consent: { kind: "consent", channel: "sms", purpose: "marketing", status: "granted" },
  reachable: { kind: "reachable", channel: "sms", purpose: "marketing" },
  enrolled: { kind: "enrolled" },
  segment: { kind: "segment", segment: "" },
  list: { kind: "list", list: "" },
};
