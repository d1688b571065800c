import { describe, expect, it } from "vitest";
import { added, blockAt, blocksOf, condition, FRESH, group, isGroup, moved, removed, treeOf, within, type Block, type Group } from "../src/segments/blocks";
import { differing } from "../src/segments/differing";
import { numberIn } from "../src/segments/fields/Number";
import { OPS, typeOf, valuesFor } from "../src/segments/fields/types";
import { missingIn } from "../src/segments/missing";
import { numbersIn } from "../src/segments/numbers";
import type { GroupKind, Leaf, Tree } from "../src/segments/tree";
import { stepped } from "../src/segments/useSteps";

const LEAVES: readonly Leaf[] = Object.values(FRESH);
const KINDS: readonly GroupKind[] = ["all", "any", "none"];

/** Numbers that are the same each time: what fails can be played again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

function anyTree(roll: (sides: number) => number, depth: number): Tree {
  const leaf = LEAVES[roll(LEAVES.length)] ?? FRESH.tag;
  if (depth === 0 || roll(3) === 0) return leaf;
  return { kind: KINDS[roll(3)] ?? "all", of: Array.from({ length: 1 + roll(4) }, () => anyTree(roll, depth - 1)) };
}

/** Blocks without their ids. */
function bare(block: Block): unknown {
  return isGroup(block) ? { kind: block.kind, of: block.of.map(bare) } : { not: block.not, leaf: block.leaf };
}

function leavesOf(root: Group): readonly Leaf[] {
  return [...within(root)].flatMap((block) => (isGroup(block) ? [] : [block.leaf]));
}

const tag = (name: string): Leaf => ({ kind: "tag", name });

describe("blocks", () => {
  it("are the same again after they were a tree, and so is a tree after it was blocks", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const tree = anyTree(dice(seed), 4);
      const blocks = blocksOf(tree);
      expect(bare(blocksOf(treeOf(blocks))), `seed ${seed}`).toEqual(bare(blocks));
      const alone = tree.kind === "all" && tree.of.length === 1;
      if (!alone) expect(treeOf(blocks), `seed ${seed}`).toEqual(tree);
    }
  });
  it("lose nothing and gain nothing however they are moved", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const roll = dice(seed);
      const root = blocksOf(anyTree(roll, 4));
      const all = [...within(root)];
      const id = all[roll(all.length)]?.id ?? 0;
      const after = moved(root, id, roll(2) === 0 ? -1 : 1);
      expect([...within(after)].map((each) => each.id).toSorted((one, other) => one - other), `seed ${seed}`).toEqual(all.map((each) => each.id).toSorted((one, other) => one - other));
    }
  });
  it("enter a group that they meet and leave it at its edge", () => {
    const [one, two, three] = [condition(tag("one")), condition(tag("two")), condition(tag("three"))];
    const inner = group("any", [two, three]);
    const root = group("all", [one, inner]);
    const entered = moved(root, one.id, 1);
    expect(treeOf(entered)).toEqual({ kind: "all", of: [{ kind: "any", of: [tag("one"), tag("two"), tag("three")] }] });
    expect(treeOf(moved(entered, one.id, -1))).toEqual(treeOf(root));
    expect(treeOf(moved(root, three.id, 1))).toEqual({ kind: "all", of: [tag("one"), { kind: "any", of: [tag("two")] }, tag("three")] });
    expect(moved(root, inner.id, 1)).toBe(root);
  });
  it("find the one that an error of the API names", () => {
    const [one, two] = [condition(tag("one")), condition(tag("two"), true)];
    const root = group("all", [one, group("any", [two])]);
    expect(blockAt(root, "where.of[1].of[0].of[0].name")).toBe(two.id);
    expect(blockAt(root, "where.of[0]")).toBe(one.id);
    expect(blockAt(group("all", [one]), "where.name")).toBe(one.id);
  });
  it("say what they lack, and nothing once it is there", () => {
    const root = added(group("all"), 0, condition(FRESH.tag));
    expect([...missingIn(root).values()]).toEqual(["conditions"]);
    const lacking = Object.values(FRESH).filter((leaf) => missingIn(group("all", [condition(leaf)])).size > 0);
    expect(lacking.map(({ kind }) => kind)).toEqual(["attribute", "age", "tag", "did", "turn", "without", "segment", "list"]);
    expect(missingIn(group("all", [condition({ kind: "did", event: "x", times: { at_least: null } })])).size).toBe(1);
    expect(missingIn(group("all", [condition({ kind: "did", event: "x", times: { at_least: 3 }, period: { days: 30 } })])).size).toBe(0);
  });
  it("can be taken back step by step; typing on in one place is one step", () => {
    const start = group("all", [condition(tag("a")), condition(tag("b"))]);
    const [first] = start.of;
    const steps = { past: [], now: start, future: [], of: "" };
    const gone = stepped(steps, { do: "edit", by: (root) => removed(root, first?.id ?? 0), of: "" });
    const typed = ["x", "xy"].reduce((now, name) => stepped(now, { do: "edit", by: (root) => ({ ...root, of: [condition(tag(name))] }), of: "leaf" }), gone);
    expect(leavesOf(typed.now)).toEqual([tag("xy")]);
    const back = stepped(typed, { do: "undo" });
    expect(leavesOf(back.now)).toEqual([tag("b")]);
    expect(stepped(stepped(back, { do: "undo" }), { do: "undo" }).now).toBe(start);
    expect(stepped(back, { do: "redo" }).now).toBe(typed.now);
  });
});

describe("values", () => {
  it("keep their type: 30 is not “30”", () => {
    expect([typeOf(30), typeOf("30"), typeOf(true), typeOf("2026-10-05"), typeOf(undefined)]).toEqual(["number", "text", "bool", "date", "text"]);
    for (const type of ["text", "number", "bool", "date"] as const)
      for (const op of OPS[type]) expect(valuesFor(op, type, ["x", 3]).every((value) => typeof value === typeof { text: "", number: 0, bool: true, date: "" }[type])).toBe(true);
    expect(valuesFor("between", "number", [3])).toEqual([3, Number.NaN]);
  });
  it("are numbers only where a number was typed", () => {
    expect([numberIn("3", true), numberIn("3,5", false), numberIn("3.5", true), numberIn("1e9", false), numberIn("-2", false), numberIn("", true), numberIn("٣", true)]).toEqual([3, 3.5, null, null, -2, null, null]);
  });
});

describe("what is pasted and what changed", () => {
  it("numbers are parted however a sheet parts them, each once", () => {
    expect(numbersIn('+33612000001\r\n"06 12 00 00 02";+33612000001,\t\n')).toEqual(["+33612000001", "06 12 00 00 02"]);
  });
  it("two texts differ by their words, and both can be read off the pieces", () => {
    const [before, after] = ['tag has "vip" and tag has "a b"', 'tag has "vip" or not tag has "a b c"'];
    const pieces = differing(before, after);
    const told = (way: string) => pieces.filter((each) => each.way === "same" || each.way === way).map((each) => each.text);
    expect([told("went").join(" "), told("came").join(" ")]).toEqual([before, after]);
    expect(pieces.filter((each) => each.way === "went").map((each) => each.text)).toEqual(["and", '"a b"']);
  });
});
