import { describe, expect, it } from "vitest";
import type { Place, Scope } from "../src/api/session";
import { filled } from "../src/settings/channels/filled";
import { numberIn } from "../src/settings/channels/numbers";
import { momentIn } from "../src/settings/law/momentIn";
import { inWords } from "../src/settings/law/terms";
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
  it("are told on the clocks of whoever they are about", () => {
    expect(momentIn("en-GB", "2026-10-06T06:00:00Z", "Europe/Paris")).toContain("08:00");
    expect(momentIn("fr", "2026-10-06T06:00:00Z", "Asia/Tokyo")).toContain("15:00");
  });
});
