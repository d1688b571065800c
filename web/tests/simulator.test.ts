import { describe, expect, it } from "vitest";
import { MOST_OPEN, numberOf, openedOf, withOpened } from "../src/simulator/opened";
import { inOrderOf } from "../src/simulator/still";

describe("the phones that an address names", () => {
  it("are numbers or Meta's ids, each once, no more than stand side by side", () => {
    expect(openedOf("+33612345678,<script>,+33612345678,FR.abc,../settings")).toEqual(["+33612345678", "FR.abc"]);
    expect(openedOf("+3361234567,+3361234568,+3361234569,+3361234560")).toHaveLength(MOST_OPEN);
    expect(openedOf(undefined)).toEqual([]);
  });
  it("take one more, for which the oldest goes", () => {
    expect(withOpened(["+3361234567", "+3361234568", "+3361234569"], "+3361234560")).toBe("+3361234560,+3361234567,+3361234568");
    expect(withOpened(["+3361234567", "+3361234568"], "+3361234568")).toBe("+3361234568,+3361234567");
  });
});

describe("a number as somebody types it", () => {
  it("is taken with its country alone", () => {
    expect([numberOf("+33 6 12 34 56 78"), numberOf("0033 (6) 12.34.56.78"), numberOf("06 12 34 56 78"), numberOf("STOP")]).toEqual(["+33612345678", "+33612345678", undefined, undefined]);
  });
});

describe("phones that stand still", () => {
  it("keep their places, whoever got a message or came new meanwhile, and show it", () => {
    const before = [{ number: "+1", text: "a" }, { number: "+2", text: "b" }, { number: "+3", text: "c" }];
    const now = [{ number: "+4", text: "new" }, { number: "+2", text: "later" }, { number: "+1", text: "a" }];
    expect(inOrderOf(before, now).map(({ number, text }) => number + text)).toEqual(["+1a", "+2later", "+3c"]);
  });
});
