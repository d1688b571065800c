import { describe, expect, it } from "vitest";
import { belongTo, ownKey } from "../src/api/own";
import { Problem, problemOf, wordsOf } from "../src/api/problem";
import { businessNow, hearTime } from "../src/api/time";
import { filterOf, partsOf } from "../src/campaigns/parts";
import { pace } from "../src/campaigns/queries";
import { nameOf } from "../src/contacts/naming";
import { formatsOf, since, writtenAs } from "../src/i18n/formats";
import { worthAnotherTry } from "../src/queries";
import { initialsOf } from "../src/shell/initials";
import { holds } from "../src/shell/matching";
import { wayOn } from "../src/sign-in/wayOn";

const STATS = { sent: 100, delivered: 80, read: 30, pending: 5, unknown: 2, failed: 3, suppressed: 4, expired: 0, cancelled: 0 };

describe("parts of a campaign", () => {
  it("count everybody once, though the API counts readers among the delivered and those among the sent", () => {
    const parts = partsOf(STATS);
    expect(parts.reduce((sum, { people }) => sum + people, 0)).toBe(100 + 5 + 2 + 3 + 4);
    expect(parts.find(({ state }) => state === "sent")?.people).toBe(20);
    expect(parts.find(({ state }) => state === "delivered")?.people).toBe(50);
  });
  it("leave out states in which nobody is", () => {
    expect(partsOf(STATS).map(({ state }) => state)).not.toContain("expired");
  });
  it("are filtered by words of ours only", () => {
    expect([filterOf("running"), filterOf("<script>"), filterOf(undefined), filterOf("constructor")]).toEqual(["running", "all", "all", "all"]);
  });
  it("are asked for again only while the campaign moves", () => {
    expect([pace("active"), pace("completed"), pace(undefined)]).toEqual([3000, false, false]);
  });
});

describe("what is found", () => {
  it("does not depend on accents or capitals", () => {
    expect(holds("Étiquettes", "etiq")).toBe(true);
    expect(holds("Campagnes", " CAMP ")).toBe(true);
    expect(holds("Contacts", "camp")).toBe(false);
  });
});

describe("names", () => {
  it("have initials in any script, and a dot where there is no letter", () => {
    expect([initialsOf("Ada Lovelace"), initialsOf("marketing@example.com"), initialsOf("李 雷"), initialsOf("🎉"), initialsOf("<img")]).toEqual([
      "AL",
      "ME",
      "李雷",
      "·",
      "I",
    ]);
  });
  it("are put together from what is known", () => {
    expect(nameOf({ first_name: "Ada", last_name: null })).toBe("Ada");
    expect(nameOf({ first_name: null, last_name: null })).toBe("");
  });
});

describe("the way on after signing in", () => {
  it("leads to pages of ours only", () => {
    for (const told of ["/o/atelier/contacts", "/app/o/atelier/contacts"]) expect(wayOn(told)).toBe("/app/o/atelier/contacts");
    for (const elsewhere of ["https://evil.example", "//evil.example", "javascript:alert(1)", "/webhooks", undefined]) expect(wayOn(elsewhere)).toBe("/app/");
  });
});

describe("problems", () => {
  it("are told with what to do", async () => {
    const body = { type: "", title: "", status: 409, code: "last_owner", detail: "This is the last owner.", fix: "Make another first." };
    const problem = await problemOf(new Response(JSON.stringify(body), { status: 409 }));
    expect(wordsOf(problem)).toBe("This is the last owner. Make another first.");
    expect(problem.code).toBe("last_owner");
  });
  it("of a proxy in its own words become problems too", async () => {
    const problem = await problemOf(new Response("<html>Bad gateway", { status: 502, statusText: "Bad Gateway" }));
    expect([problem.status, problem.code]).toEqual([502, "unreadable"]);
  });
  it("that would be refused again are not tried again", () => {
    const refused = new Problem({ type: "", title: "", status: 403, code: "x", detail: "" });
    expect([worthAnotherTry(0, refused), worthAnotherTry(0, new TypeError("fetch")), worthAnotherTry(2, new TypeError("fetch"))]).toEqual([false, true, false]);
  });
});

describe("what a browser keeps of somebody", () => {
  it("is not found by the next one who signs in", () => {
    belongTo("one");
    const key = ownKey("draft");
    belongTo("another");
    expect(ownKey("draft")).not.toBe(key);
  });
});

describe("numbers and times", () => {
  it("are written as the language does", () => {
    expect(formatsOf("en").count(12345)).toBe("12,345");
    expect(formatsOf("fr").count(12345)).toMatch(/12\s345/u);
    expect(formatsOf("fr").day("2026-10-05")).toBe("5 octobre 2026");
    expect(formatsOf("fr").percent(12.5)).toMatch(/12,5\s%/u);
  });
  it("are written as where the viewer lives, in the language that was chosen", () => {
    expect([writtenAs("en", ["fr-FR", "en-GB"]), writtenAs("fr", ["en-GB"]), writtenAs("en", ["en"])]).toEqual(["en-GB", "fr", "en"]);
  });
  it("survive a browser that names a place which no page can use", () => {
    expect(writtenAs("en", ["en-US@posix", "en-GB"])).toBe("en-GB");
    expect(writtenAs("en", ["en-US@posix"])).toBe("en");
  });
  it("are reckoned by the business time that the server told, and by the watch where a person's own doing is dated", () => {
    const moved = new Date(Date.now() + 40 * 86_400_000).toISOString();
    hearTime(moved);
    hearTime(null);
    expect(Math.abs(businessNow().getTime() - Date.parse(moved))).toBeLessThan(5_000);
    expect([formatsOf("en").ago(moved), formatsOf("en").agoByWatch(moved)]).toEqual(["this minute", "in 40 days"]);
    hearTime(new Date().toISOString());
  });
  it("take the largest unit that fits", () => {
    expect(since(-90)).toEqual([-1, "minute"]);
    expect(since(-3 * 3600)).toEqual([-3, "hour"]);
    expect(since(26 * 3600)).toEqual([1, "day"]);
  });
});
