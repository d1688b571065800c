import { describe, expect, it } from "vitest";
import { costsOf } from "../src/notices/costs";
import { bodyOf, earlier, keyFrom, NOTHING, orderOf } from "../src/notices/kinds/draft";
import { waysOf, type Ordered } from "../src/notices/kinds/steps";
import type { Attempt, Cascades } from "../src/notices/queries";
import { spanIn } from "../src/notices/spans";
import { subjectOf } from "../src/notices/subjects";

const CASCADES: Cascades = {
  items: [
    {
      name: "standard",
      words: {},
      high_value_only: [],
      ways: [
        { when_usable: "email", tried: ["email", "whatsapp", "sms"], beside: ["whatsapp"], engaged_only: ["whatsapp"] },
        { when_usable: null, tried: ["whatsapp", "sms"], beside: [], engaged_only: [] },
      ],
    },
    { name: "thrifty", words: {}, high_value_only: ["sms"], ways: [{ when_usable: null, tried: ["email", "whatsapp", "sms"], beside: [], engaged_only: [] }] },
  ],
  wait_seconds: { whatsapp: 300, sms: 600, email: 3600 },
  counts_as_arrived: ["email"],
};
const KIND: Ordered = { templates: { whatsapp: "w", sms: "s" }, cascade: "standard", order: [], wait_seconds: { sms: 60 }, high_value: false };

const channelsOf = (kind: Ordered) => waysOf(kind, CASCADES).map(({ when, steps }) => [when, ...steps.map(({ channel }) => channel)]);

describe("the way of a kind", () => {
  it("leaves out what has no text, and ways that nobody can go", () => {
    expect(channelsOf(KIND)).toEqual([[undefined, "whatsapp", "sms"]]);
    expect(channelsOf({ ...KIND, templates: { ...KIND.templates, email: "e" } })).toEqual([
      ["email", "email", "whatsapp", "sms"],
      [undefined, "whatsapp", "sms"],
    ]);
    expect(waysOf({ ...KIND, templates: {} }, CASCADES)).toEqual([]);
  });
  it("says what goes beside the first, and how long each is waited for", () => {
    const [first] = waysOf({ ...KIND, templates: { ...KIND.templates, email: "e" } }, CASCADES);
    expect(first?.steps[0]?.beside).toEqual([{ channel: "whatsapp", engaged: true }]);
    expect(first?.steps.map(({ wait }) => wait)).toEqual([3600, 300, 60]);
    expect(first?.steps.map(({ untold }) => untold)).toEqual([true, false, false]);
  });
  it("keeps a costly channel for what is worth it, and lets an order of its own hold", () => {
    expect(channelsOf({ ...KIND, cascade: "thrifty" })).toEqual([[undefined, "whatsapp"]]);
    expect(channelsOf({ ...KIND, cascade: "thrifty", high_value: true })).toEqual([[undefined, "whatsapp", "sms"]]);
    expect(channelsOf({ ...KIND, order: ["sms", "whatsapp"] })).toEqual([[undefined, "sms", "whatsapp"]]);
  });
});

describe("a kind's form", () => {
  it("sends only what was filled in, for the channels that are used", () => {
    const body = bodyOf({ ...NOTHING, name: " Ready ", templates: { sms: "s", email: "" }, waitMinutes: { sms: "1.5", email: "9" }, groupedTemplates: { sms: "g" }, programme: "x" });
    expect(body).toMatchObject({ name: "Ready", programme: "", templates: { sms: "s" }, wait_seconds: { sms: 90 }, grouped_templates: {}, group_within_seconds: null });
    expect(body.expires_after_seconds).toBe(86_400);
  });
  it("keeps an order of its own for channels that have a text", () => {
    expect(orderOf({ order: ["sms", "email"], templates: { whatsapp: "w", sms: "s" } })).toEqual(["sms", "whatsapp"]);
    expect(earlier(["sms", "whatsapp"], "whatsapp")).toEqual(["whatsapp", "sms"]);
    expect(earlier(["sms", "whatsapp"], "sms")).toEqual(["sms", "whatsapp"]);
  });
  it("suggests a key without accents or spaces", () => {
    expect(keyFrom("Prêt à retirer !")).toBe("pret_a_retirer");
  });
});

describe("what a notice cost", () => {
  const attempt = (told: Partial<Attempt>): Attempt => ({
    step: 0,
    channel: "sms",
    beside: false,
    message_id: "m",
    state: "sent",
    reason: null,
    planned_at: "",
    next_after: "",
    counts_as_arrived: false,
    sent_at: null,
    delivered_at: null,
    read_at: null,
    segments: null,
    cost_micros: null,
    currency: null,
    price_micros: null,
    provider_id: null,
    ...told,
  });
  it("is the provider's word, else the price of what left", () => {
    expect(costsOf([attempt({ cost_micros: 40_000, currency: "USD" }), attempt({ price_micros: 50_000 }), attempt({ state: "cancelled", price_micros: 9 })], "EUR")).toEqual([
      { amount: "0.04", currency: "USD", estimated: false },
      { amount: "0.05", currency: "EUR", estimated: true },
    ]);
    expect(costsOf([attempt({})], "EUR")).toEqual([]);
  });
});

describe("a span of time", () => {
  it("is told in the largest unit that divides it", () => {
    expect([spanIn("en", 90), spanIn("en", 300), spanIn("fr", 3600).replace(/\s/u, " "), spanIn("en", 86_400)]).toEqual(["90 seconds", "5 minutes", "1 heure", "1 day"]);
  });
});

describe("what a notice is about", () => {
  const id = "01a10af1-1358-7954-bc74-2063eb5b58a1";

  it("is named and leads there where it is ours", () => {
    expect(subjectOf({ subject_kind: "waitlist_slot", subject_id: id })).toMatchObject({ words: "notices.subjects.waitlist_slot", to: "/o/$slug/waitlist/slots/$id", id });
  });

  it("stays as others call it where it is theirs", () => {
    expect(subjectOf({ subject_kind: "ticket", subject_id: "T-4711" })).toBeUndefined();
    expect(subjectOf({ subject_kind: "order", subject_id: id })).toBeUndefined();
    expect(subjectOf({ subject_kind: "toString", subject_id: id })).toBeUndefined();
  });
});
