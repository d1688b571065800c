import { isGroup, within, type Block, type Group } from "./blocks";
import type { Leaf, Period, Property, Times, Value, Whole } from "./tree";

/** What a block still needs before it can be asked. */
export type Missing = "conditions" | "name" | "value" | "event" | "number" | "day" | "choice" | "property";

/** What is missing where, by the ids of blocks. */
export function missingIn(root: Group): ReadonlyMap<number, Missing> {
  const found = [...within(root)].map((block) => [block.id, missing(block)] as const);
  return new Map(found.flatMap(([id, what]) => (what ? [[id, what] as const] : [])));
}

function missing(block: Block): Missing | undefined {
  if (isGroup(block)) return block.of.length === 0 ? "conditions" : undefined;
  return ofLeaf(block.leaf);
}

function ofLeaf(leaf: Leaf): Missing | undefined {
  switch (leaf.kind) {
    case "attribute":
      return leaf.name.trim() === "" ? "name" : ofValues(leaf.op, leaf.values ?? []);
    case "age":
      return leaf.values.some((each) => each === null) ? "number" : undefined;
    case "tag":
      return leaf.name.trim() === "" ? "name" : undefined;
    case "field":
      return undefined;
    case "consent":
    case "reachable":
      return leaf.programme === "" ? "choice" : undefined;
    case "did":
      return ofEvent(leaf.event) ?? ofWhere(leaf.where) ?? ofTimes(leaf.times) ?? ofPeriod(leaf.period);
    case "turn":
      return ofEvent(leaf.event) ?? ofWhere(leaf.where) ?? ofPeriod(leaf.period);
    case "without":
      return ofEvent(leaf.event) ?? ofEvent(leaf.missing) ?? ofWhere(leaf.where) ?? ofWhere(leaf.missing_where) ?? ofWhole(leaf.days);
    case "engagement":
      return ofTimes(leaf.times) ?? ofPeriod(leaf.period);
    case "enrolled":
      return leaf.course === "" ? "choice" : ofPeriod(leaf.period);
    case "segment":
      return leaf.segment === "" ? "choice" : undefined;
    case "list":
      return leaf.list === "" ? "choice" : undefined;
  }
}

function ofValues(op: string, values: readonly Value[]): Missing | undefined {
  if (op === "is_set") return undefined;
  return values.length === 0 || (op !== "is" && values.some(isEmpty)) || (op === "is" && values.some((each) => Number.isNaN(each))) ? "value" : undefined;
}

function isEmpty(value: Value): boolean {
  return value === "" || Number.isNaN(value);
}

function ofEvent(event: string): Missing | undefined {
  return event.trim() === "" ? "event" : undefined;
}

function ofWhere(where: readonly Property[] = []): Missing | undefined {
  return where.some(({ name, value }) => name.trim() === "" || Number.isNaN(value)) ? "property" : undefined;
}

function ofWhole(number: Whole | undefined): Missing | undefined {
  return number === null ? "number" : undefined;
}

function ofTimes(times: Times = {}): Missing | undefined {
  return ofWhole(times.at_least) ?? ofWhole(times.at_most) ?? ofWhole(times.exactly);
}

function ofPeriod(period: Period = {}): Missing | undefined {
  return ofWhole(period.days) ?? ofWhole(period.days_ago) ?? (period.since === "" || period.until === "" ? "day" : undefined);
}
