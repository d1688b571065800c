import { describe, expect, it } from "vitest";
import type { Place, Scope } from "../src/api/session";
import { filled } from "../src/settings/channels/filled";
import { numberIn } from "../src/settings/channels/numbers";
import { momentIn } from "../src/settings/law/momentIn";
import { closedOf, demandsOf } from "../src/settings/law/demands";
import { inWords } from "../src/settings/law/terms";
import { weekdaysIn } from "../src/settings/law/useTerms";
import { wordOf } from "../src/settings/people/scopes";
import { sectionsOf } from "../src/settings/sections";

const placeWith = (...scopes: Scope[]): Place => ({ id: "", name: "", slug: "", role: "analyst", scopes, time_zone: "Europe/Paris", currency: "EUR", locale: "fr" });

describe("settings", () => {
  it("stand nowhere for a role that may not read them", () => {
    expect(sectionsOf(placeWith())).toEqual([]);
    const names = sectionsOf(placeWith("organisation:read")).flatMap(({ sections }) => sections.map(({ name }) => name));
    expect(names).toEqual(["safety", "rules", "policy", "organisation", "retention"]);
  });
  it("send only the credentials that were filled in, without the spaces of a copy", () => {
    expect(filled({ account_sid: " AC00 ", auth_token: "", previous: "  " })).toEqual({ account_sid: "AC00" });
  });
  it("take an empty number for none, and zero for zero", () => {
    expect([numberIn(""), numberIn(" "), numberIn("0"), numberIn("2.5")]).toEqual([null, null, 0, 2.5]);
  });
  it("tell a scope by a word without a colon", () => {
    expect([wordOf("keys:write"), wordOf("operations")]).toEqual(["keys_write", "operations"]);
  });
});

describe("rules", () => {
  it("say what they demand in a few words, however deep", () => {
    expect(inWords({ hours: { "mon-sat": "08:00-20:00" }, days: ["sun"] })).toBe("hours mon-sat 08:00-20:00; days sun");
    expect(inWords(null)).toBe("null");
  });

  it("names weekdays as the reader's language does", () => {
    expect(weekdaysIn("mon-sat", "fr")).toBe("lun.–sam.");
    expect(weekdaysIn("sun", "en")).toBe("Sun");
    expect(weekdaysIn("sunny", "en")).toBe("sunny");
  });
  it("are sentences, and what no sentence is known for is still told", () => {
    const manner = { hours: (hours: object) => Object.keys(hours).join(), days: (days: readonly string[]) => days.join(), quoted: (words: readonly unknown[]) => words.join("/"), said: (text: string) => text };
    expect(closedOf({ "mon-fri": "9-5", sun: "10-12" })).toEqual(["sat"]);
    expect(demandsOf({ hours: { "mon-sat": "08:00-20:00" }, widest: { daily: "08:00-22:00" } }, manner).map(([says]) => says)).toEqual(["hours", "closedDays", "widest"]);
    expect(demandsOf({ requires: ["sender_name", "opt_out"], example: "STOP", blocks_on: ["sms"], may_be_waived: false }, manner).map(([says]) => says)).toEqual(["sender", "optOut", "example", "blocks", "neverWaived"]);
    expect(demandsOf({ name: "prospect", years: 3 }, manner)).toEqual([["prospects", { count: "3" }]]);
    expect(demandsOf({ name: "new_duty", value: 3, most: null }, manner).map(([says]) => says)).toContain("other");
  });
  it("are told on the clocks of whoever they are about", () => {
    expect(momentIn("en-GB", "2026-10-06T06:00:00Z", "Europe/Paris")).toContain("08:00");
    expect(momentIn("fr", "2026-10-06T06:00:00Z", "Asia/Tokyo")).toContain("15:00");
  });
});
