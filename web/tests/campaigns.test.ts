import { describe, expect, it } from "vitest";
import { costOf as askedCost, isOwn } from "../src/approvals/queries";
import { deedOf } from "../src/campaigns/deeds";
import { costOf } from "../src/campaigns/wizard/cost";
import { blockersOf, kindOf, numbersIn, stepOf, tagged, tagsOf } from "../src/campaigns/wizard/draft";
import { filledAnew, funnelOf, reachedBy, roughly } from "../src/campaigns/wizard/funnel";
import { lawsOf, monthsOf, weekdayNames } from "../src/campaigns/wizard/month";
import { isWhole, languagesWith, templateNameOf } from "../src/campaigns/wizard/texts";
import { writtenOf } from "../src/campaigns/wizard/useWritten";

const LOSS = { sentence: "", fix: null, first: [] };

describe("the way from an audience to a message", () => {
  it("loses everybody at one step only, and puts off without losing", () => {
    const losses = [
      { ...LOSS, step: "address", reason: null, people: 7 },
      { ...LOSS, step: "shared", reason: null, people: 3 },
      { ...LOSS, step: "closed", reason: "opted_out", people: 5 },
      { ...LOSS, step: "consent", reason: "no_consent", people: 20 },
      { ...LOSS, step: "consent", reason: "consent_withdrawn", people: 1 },
      { ...LOSS, step: "hours", reason: "quiet_hours", people: 7 },
    ] as const;
    const rungs = funnelOf({ audience: 100, losses: [...losses] });
    expect(rungs.map(({ step, left, later }) => [step, left, later])).toEqual([
      ["all", 100, false],
      ["address", 93, false],
      ["shared", 90, false],
      ["closed", 85, false],
      ["consent", 64, false],
      ["hours", 7, true],
    ]);
  });
  it("counts those who are in the campaign already without losing them", () => {
    const losses = [
      { ...LOSS, step: "consent", reason: "no_consent", people: 1 },
      { ...LOSS, step: "already", reason: null, people: 4 },
    ] as const;
    const reach = { audience: 10, reachable: 5, losses: [...losses] };
    expect(reachedBy(reach)).toBe(9);
    expect(funnelOf(reach).map(({ step, left, later }) => [step, left, later])).toEqual([
      ["all", 10, false],
      ["address", 10, false],
      ["consent", 9, false],
      ["already", 4, true],
    ]);
  });
});

describe("a draft whose people are chosen anew", () => {
  it("does not tell those of an earlier choice as people who are in it already", () => {
    const losses = [
      { ...LOSS, step: "consent", reason: "no_consent", people: 1 },
      { ...LOSS, step: "already", reason: null, people: 266 },
    ] as const;
    const reach = filledAnew({ audience: 447, reachable: 180, at_least: 180, at_most: 180, looked_at: 447, whole: true, warnings: [], places: [], losses: [...losses] });
    expect([reach.reachable, reachedBy(reach), reach.at_most]).toEqual([446, 446, 446]);
    expect(funnelOf(reach).map(({ step }) => step)).toEqual(["all", "address", "consent"]);
  });
});

describe("figures from a sample", () => {
  it("have no digits that the next sample would change", () => {
    expect([4_643, 1_415, 87, 0, 1_234_567].map(roughly)).toEqual([4_640, 1_420, 87, 0, 1_230_000]);
  });
});

describe("the languages of a text", () => {
  it("begin with the organisation's, and hold the text's own, each once", () => {
    expect(languagesWith("fr", "fr-CA").slice(0, 3)).toEqual(["fr", "fr-CA", "en"]);
    expect(languagesWith("en", "en").filter((each) => each === "en")).toHaveLength(1);
  });
});

describe("a text that was written and not used", () => {
  it("is found again with its language, and nothing that is no text", () => {
    const body = { text: "Hello", smart_encoding: true };
    expect(writtenOf({ en: body })).toEqual({ locale: "en", body });
    expect(writtenOf({})).toBeUndefined();
  });
  it("is whole with a text, an email with a subject and, for marketing, an address", () => {
    const email = { subject: "News", text: "Hello", html: "", postal_address: "" };
    expect([isWhole({ text: " " }, true), isWhole({ text: "Hello" }, true), isWhole(email, false), isWhole(email, true)]).toEqual([false, true, true, false]);
  });
});

describe("what a message costs", () => {
  it("counts those whose price is known, and says of the others where they are", () => {
    const places = [
      { country: "FR", people: 100, price: "0.0712", currency: "EUR" },
      { country: "BE", people: 7, price: null, currency: "EUR" },
      { country: null, people: 2, price: null, currency: "EUR" },
    ];
    const { amount, ...others } = costOf(places, 2);
    expect(amount).toBeCloseTo(14.24);
    expect(others).toEqual({ priced: 100, unpriced: 9, without: ["BE", null] });
  });
});

describe("a draft", () => {
  it("reads what was pasted, line by line or between commas", () => {
    expect(numbersIn("06 12 34 56 78\r\n+33612345679; 0033612345670,\n\n")).toEqual(["06 12 34 56 78", "+33612345679", "0033612345670"]);
  });
  it("names tags as they were typed, each once", () => {
    expect(tagged(" vip, open day,,vip ")).toEqual({ tags: ["vip", "open day"] });
    expect(tagged(" , ")).toBeNull();
    expect(tagsOf({ tags: ["vip", "open day"] })).toBe("vip, open day");
    expect([kindOf({ segment: "x" }), kindOf({ tags: ["a"] }), kindOf(null)]).toEqual(["segment", "tags", "numbers"]);
  });
  it("has the steps that an address names, and the first for any other word", () => {
    expect([stepOf("review"), stepOf("constructor"), stepOf("")]).toEqual(["review", "goal", "goal"]);
  });
  it("says what keeps it back and where that is mended", () => {
    const nothing = { recipients: 3, template: "hello", written: false, notSendable: null, run: undefined, waived: false };
    expect(blockersOf(nothing)).toEqual([]);
    expect(blockersOf({ ...nothing, recipients: 0 })).toEqual([{ step: "audience", what: "people" }]);
    expect(blockersOf({ ...nothing, template: null })).toEqual([{ step: "content", what: "content" }]);
    expect(blockersOf({ ...nothing, notSendable: "It is paused." })).toEqual([{ step: "content", what: "template", words: "It is paused." }]);
    expect(blockersOf({ ...nothing, template: null, written: true })).toEqual([{ step: "content", what: "written" }]);
  });
});

describe("the calendar of a plan", () => {
  it("begins weeks with Monday and marks the closed days between the first and the last", () => {
    const [month, ...others] = monthsOf([
      { day: "2026-10-09", people: 250 },
      { day: "2026-10-12", people: 100 },
    ]);
    expect(others).toEqual([]);
    expect(month?.cells.findIndex(({ day }) => day === "2026-10-01")).toBe(3);
    expect(month?.cells.filter(({ closed }) => closed).map(({ day }) => day)).toEqual(["2026-10-10", "2026-10-11"]);
  });
  it("has a sheet for each month, also over the turn of a year and a leap day", () => {
    const months = monthsOf([
      { day: "2027-12-31", people: 1 },
      { day: "2028-03-01", people: 1 },
    ]);
    expect(months.map(({ first }) => first)).toEqual(["2027-12-01", "2028-01-01", "2028-02-01", "2028-03-01"]);
    expect(months[2]?.cells.at(-1)?.day).toBe("2028-02-29");
    expect(monthsOf([])).toEqual([]);
  });
  it("names the days of the week in the language, Monday first", () => {
    expect([weekdayNames("en", "long")[0], weekdayNames("fr", "long")[6]]).toEqual(["Monday", "dimanche"]);
  });
});

describe("what was done", () => {
  it("is told with how many people, why and what; what has no words stands as it is", () => {
    expect(deedOf({ action: "campaign.recipients_added", detail: { added: 12 } })).toEqual({ what: "recipients_added", people: 12, reason: undefined, fields: undefined });
    expect(deedOf({ action: "campaign.edited", detail: { fields: ["budget", "hours"] } }).fields).toEqual(["budget", "hours"]);
    expect(deedOf({ action: "campaign.of_the_future", detail: {} }).what).toBeUndefined();
  });
});

describe("an approval", () => {
  it("is one's own for whoever made the campaign or asked", () => {
    expect(isOwn("me", { created_by: "user:me" }, { asked_by: "user:other" })).toBe(true);
    expect(isOwn("me", { created_by: "key:1" }, { asked_by: "user:me" })).toBe(true);
    expect(isOwn("me", { created_by: "key:1" }, { asked_by: "user:other" })).toBe(false);
  });
  it("tells no price where nobody's is known", () => {
    const asked = { recipients: 3, template_name: "", template_version: 1, daily_send_limit: 1, start_date: null, end_date: null, budget: null, currency: "EUR", cost: "0", segments: 3, unknown_prices: { FR: 3 } };
    expect([askedCost(asked), askedCost({ ...asked, cost: "0.05", unknown_prices: { FR: 2 } })]).toEqual([undefined, "0.05"]);
  });
});

describe("the template of a text", () => {
  it("has a name of letters, digits and underscores, whatever the campaign is called", () => {
    expect([templateNameOf("Journée d’été !"), templateNameOf("🎉"), templateNameOf("<img src=x>")]).toEqual(["journee_d_ete", "campaign_text", "img_src_x"]);
  });
});

describe("days that the law closes", () => {
  const rule = (name: string) => ({ pack: "FR", rule: name, where: "France", title: name, source: "", people: 1 });
  it("stand with their rule, each rule once", () => {
    const closed = [
      { day: "2026-11-01", rules: [rule("holidays"), rule("sundays")] },
      { day: "2026-11-08", rules: [rule("sundays")] },
    ];
    expect(lawsOf(closed).map(({ rule: { title }, days }) => [title, days])).toEqual([
      ["holidays", ["2026-11-01"]],
      ["sundays", ["2026-11-01", "2026-11-08"]],
    ]);
  });
});
