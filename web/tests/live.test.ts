import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noteEffort } from "../src/live/effort";
import { Refresher } from "../src/live/Refresher";
import { paced, setLive } from "../src/live/status";
import { toldBy } from "../src/live/told";
import { concerns } from "../src/live/topics";

const HOUSE = "0198f000-0000-7000-8000-000000000001";
const ONE = "0198f000-0000-7000-8000-000000000002";
const OTHER = "0198f000-0000-7000-8000-000000000003";

describe("what the server says", () => {
  it("is read, and what cannot be read is a sign of life only", () => {
    expect(toldBy('{"everything": true}')).toEqual({ kind: "everything" });
    expect(toldBy(`{"changed": [{"topic": "campaigns", "id": "${ONE}"}, {"topic": 7}, null]}`)).toEqual({
      kind: "changed",
      changes: [{ topic: "campaigns", id: ONE }],
    });
    expect([toldBy("<html>"), toldBy("null"), toldBy('{"beat": true}'), toldBy('{"changed": 1}')]).toEqual(Array(4).fill({ kind: "beat" }));
  });
});

describe("a change", () => {
  const concerned = (id: string | null, ...key: readonly string[]) => concerns({ topic: "campaigns", id }, HOUSE, key);
  it("concerns its own thing, lists, and Home, and leaves other things and other organisations alone", () => {
    expect(concerned(ONE, "campaigns", HOUSE, ONE, "stats")).toBe(true);
    expect(concerned(ONE, "campaigns", HOUSE, "list")).toBe(true);
    expect(concerned(ONE, "home", HOUSE)).toBe(true);
    expect(concerned(ONE, "campaigns", HOUSE, OTHER)).toBe(false);
    expect(concerned(ONE, "campaigns", OTHER, ONE)).toBe(false);
    expect(concerned(ONE, "contacts", HOUSE)).toBe(false);
  });
  it("of where people stand leaves alone what a receipt doesn't change, and a release changes its plan besides", () => {
    const read = (topic: string) =>
      [[ONE], [ONE, "stats"], [ONE, "why", "en"], [ONE, "plan"], [ONE, "history"], [ONE, "recipients", ""], ["list", ""]]
        .filter((key) => concerns({ topic, id: ONE }, HOUSE, ["campaigns", HOUSE, ...key]))
        .map(([, part]) => part ?? "itself");
    expect(read("recipients")).toEqual(["stats", "why", "recipients"]);
    expect(read("releases")).toEqual(["itself", "stats", "why", "plan", "recipients", ""]);
    expect(concerns({ topic: "recipients", id: ONE }, HOUSE, ["campaigns", HOUSE, OTHER, "stats"])).toBe(false);
    expect(concerns({ topic: "recipients", id: ONE }, HOUSE, ["home", HOUSE, "en"])).toBe(true);
  });
  it("of everything of a topic concerns each thing of it", () => {
    expect(concerned(null, "campaigns", HOUSE, OTHER)).toBe(true);
  });
});

describe("pages", () => {
  it("ask often while nobody tells what changes, and seldom while somebody does", () => {
    setLive("down");
    const alone = paced(3_000);
    setLive("live");
    expect([alone, paced(3_000)]).toEqual([3_000, 30_000]);
    setLive("opening");
  });
});

describe("reading anew", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  it("happens at once, and then once a second at most however much changes", async () => {
    const queries = new QueryClient();
    const asked = vi.spyOn(queries, "invalidateQueries").mockResolvedValue(undefined);
    const reads = () => asked.mock.calls.filter(([filter]) => filter?.refetchType !== "none").length;
    const refresher = new Refresher(queries, HOUSE);
    const change = { topic: "recipients", id: ONE };
    refresher.take([change]);
    await vi.advanceTimersByTimeAsync(0);
    expect(reads()).toBe(1);
    for (let each = 0; each < 50; each += 1) refresher.take([change]);
    await vi.advanceTimersByTimeAsync(900);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(reads()).toBe(2);
    refresher.end();
  });
  it("rests twice as long as the server itself took, and not for the time that an answer waited", async () => {
    const queries = new QueryClient();
    const asked = vi.spyOn(queries, "invalidateQueries").mockImplementation(async () => {
      await new Promise((done) => setTimeout(done, 3_000));
      noteEffort(new Response("", { headers: { "Server-Timing": "reading;dur=900.5" } }));
    });
    const reads = () => asked.mock.calls.filter(([filter]) => filter?.refetchType !== "none").length;
    const refresher = new Refresher(queries, HOUSE);
    refresher.take([{ topic: "recipients", id: ONE }]);
    await vi.advanceTimersByTimeAsync(10);
    refresher.take([{ topic: "recipients", id: ONE }]);
    await vi.advanceTimersByTimeAsync(4_700);
    expect(reads()).toBe(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(reads()).toBe(2);
    refresher.end();
  });
});
