import { describe, expect, it } from "vitest";
import { NOTHING, sentOf, valuesOf, wordsIn } from "../src/contacts/person/values";
import { countriesIn } from "../src/contacts/countries";
import { narrowingIn, wantedIn, wantedOf } from "../src/contacts/searching";

describe("what the list is narrowed to", () => {
  it("stands in the address, whoever wrote it", () => {
    expect(narrowingIn({ name: "ada", country: "FR", lifecycle: 7, tag: "", view: "x" })).toEqual({ name: "ada", country: "FR" });
  });

  it("must hold together, and a tag that is typed counts instead of the one chosen", () => {
    expect(wantedOf({ name: "ada", tag: "vip", country: "FR" })).toEqual({ name: "ada", tag: "vip", country: "FR" });
    expect(wantedOf({ name: "#new", tag: "vip" })).toEqual({ tag: "new" });
    expect(wantedOf({})).toEqual({});
  });

  it("offers every country once, in the order of the reader's alphabet", () => {
    const french = countriesIn("fr");
    expect(new Set(french.map(({ value }) => value)).size).toBe(249);
    expect(french.findIndex(({ value }) => value === "DE")).toBeLessThan(french.findIndex(({ value }) => value === "AU"));
  });
});

describe("what is typed to find somebody", () => {
  it("is read as what it looks like", () => {
    expect(wantedIn("  ")).toEqual({});
    expect(wantedIn("ada love")).toEqual({ name: "ada love" });
    expect(wantedIn("ada@example.org")).toEqual({ email: "ada@example.org" });
    expect(wantedIn("+33 (0)6 12 34 56 78")).toEqual({ phone: "+33 (0)6 12 34 56 78" });
    expect(wantedIn("#vip")).toEqual({ tag: "vip" });
    expect(wantedIn("#")).toEqual({});
    expect(wantedIn("R2D2 123456")).toEqual({ name: "R2D2 123456" });
    expect(wantedIn("12 34")).toEqual({ name: "12 34" });
  });
});

describe("a person's form", () => {
  const before = { ...NOTHING, first_name: "Ada", tags: "vip", attributes: [{ name: "level", value: "1" }, { name: "city", value: "Paris" }] };

  it("sends what differs and nothing else", () => {
    expect(sentOf(before, before)).toEqual({ phones: [], emails: [], whatsapp_users: [] });
    const now = { ...before, first_name: " ", phone: "06 12 34 56 78", tags: "vip, new", attributes: [{ name: "level", value: "2.5" }, { name: "code", value: "007" }] };
    expect(sentOf(before, now)).toEqual({
      first_name: null,
      tags: ["vip", "new"],
      attributes: { level: 2.5, code: "007", city: null },
      phones: [{ number: "06 12 34 56 78", second: false }],
      emails: [],
      whatsapp_users: [],
    });
  });

  it("leaves empty what was only inferred, so that it is not declared by keeping it", () => {
    const contact = { id: "1", external_id: null, first_name: "Ada", last_name: null, country: "FR", region: null, postcode: null, lifecycle: "lead", tags: [], attributes: {}, phones: [], emails: [], whatsapp_users: [], created_at: "", updated_at: "" };
    const inferred = valuesOf({ ...contact, time_zone: "Europe/Paris", time_zone_source: "phone", locale: "fr", locale_source: "declared" });
    expect([inferred.time_zone, inferred.locale]).toEqual(["", "fr"]);
  });

  it("reads tags between commas", () => {
    expect(wordsIn(" a, b,,c ")).toEqual(["a", "b", "c"]);
  });
});
