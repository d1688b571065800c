import { describe, expect, it } from "vitest";
import { ownKey } from "../src/api/own";
import { marked } from "../src/phone/marked";
import { emptyBody, ready, same, withText, type WhatsAppBody } from "../src/templates/body";
import { difference, partsOf } from "../src/templates/diff";
import { channelOf, standingOf } from "../src/templates/filters";
import { gapsOf } from "../src/templates/gaps";
import { keep, keptOf } from "../src/templates/kept";
import { markupOf } from "../src/templates/markup";
import { replaced, withAdded, withFallbacks } from "../src/templates/rewriting";
import { canBeMissing, variablesIn, withFallback, written } from "../src/templates/variables";

const WHATSAPP: WhatsAppBody = { provider_name: "hi", language: "en", body: "Hello {{1}}, hi", parameters: ["{{ first_name }}"], examples: [], buttons: [] };

describe("variables of a text", () => {
  it("are found each once with what stands in their place", () => {
    const text = 'Hi {{ first_name | default("there") }}, {{attributes.course}} {{ first_name }} {% if x %}{{ x | upper }}{% endif %}';
    expect(variablesIn([text])).toEqual([
      { name: "first_name", fallback: "there" },
      { name: "attributes.course", fallback: undefined },
    ]);
  });
  it("get another fallback everywhere, with quotes that do not end it", () => {
    const changed = withFallback("{{ name }} and {{name | default('x')}}", "name", 'the "boss"');
    expect(changed).toBe('{{ name | default("the \\"boss\\"") }} and {{ name | default("the \\"boss\\"") }}');
    expect(variablesIn([changed])).toEqual([{ name: "name", fallback: 'the "boss"' }]);
    expect(withFallback(changed, "name", "")).toBe("{{ name }} and {{ name }}");
  });
  it("fail a message where nothing stands in their place, but links never do", () => {
    expect([canBeMissing({ name: "name", fallback: undefined }), canBeMissing({ name: "unsubscribe_url", fallback: undefined })]).toEqual([true, false]);
    expect(written("name", "you")).toBe('{{ name | default("you") }}');
  });
});

describe("a difference", () => {
  it("keeps the words in common", () => {
    const pieces = difference("Welcome back, friend. Come soon.", "Welcome back, dear friend. Come now.");
    expect(pieces.filter(({ kind }) => kind !== "gone").map(({ text }) => text).join("")).toBe("Welcome back, dear friend. Come now.");
    expect(pieces.filter(({ kind }) => kind !== "new").map(({ text }) => text).join("")).toBe("Welcome back, friend. Come soon.");
    expect(pieces.find(({ kind }) => kind === "same")?.text).toBe("Welcome back, ");
  });
  it("of long texts says them whole", () => {
    expect(difference("a ".repeat(2000), "b ".repeat(2000)).map(({ kind }) => kind)).toEqual(["gone", "new"]);
  });
  it("is told by the parts that people read", () => {
    expect(partsOf({ ...WHATSAPP, buttons: [{ type: "quick_reply", text: "Yes", value: "y" }] }).get("buttons")).toBe("Yes · y");
    expect([...partsOf(undefined)]).toEqual([]);
  });
});

describe("a WhatsApp text", () => {
  it("has a value for each of its places, neither more nor fewer", () => {
    expect(withText(WHATSAPP, "Hello {{1}} and {{2}}, hi").parameters).toEqual(["{{ first_name }}", '{{ first_name | default("…") }}']);
    expect(withText({ ...WHATSAPP, examples: ["Zoé"] }, "Hello").examples).toEqual([]);
  });
  it("tells all examples or none", () => {
    expect(ready({ ...WHATSAPP, examples: [" "] })).toEqual(WHATSAPP);
  });
  it("takes words for leaving into its footer", () => {
    expect(withAdded(WHATSAPP, "STOP", "opt_out")).toMatchObject({ footer: "STOP", body: WHATSAPP.body });
    expect(withAdded({ ...WHATSAPP, footer: "Ours" }, "STOP", "opt_out")).toMatchObject({ footer: "Ours", body: "Hello {{1}}, hi STOP" });
  });
  it("begins with who writes", () => {
    expect(withAdded({ text: "Hi" }, "Atelier:", "sender_name")).toEqual({ text: "Atelier: Hi" });
  });
  it("is the same whether the API leaves something out or tells it as null", () => {
    expect(same(WHATSAPP, { ...WHATSAPP, header: null, footer: "", content_sid: null })).toBe(true);
    expect(same(WHATSAPP, { ...WHATSAPP, footer: "x" })).toBe(false);
    expect(same(undefined, WHATSAPP)).toBe(false);
  });
});

describe("bodies", () => {
  it("begin with a name that WhatsApp takes", () => {
    expect(emptyBody("whatsapp", "fr-CA", "Été 2026!")).toMatchObject({ provider_name: "_t_2026_", language: "fr_CA" });
  });
  it("are rewritten where a variable stands", () => {
    expect(withFallbacks(WHATSAPP, "first_name", "you")).toMatchObject({ parameters: ['{{ first_name | default("you") }}'] });
    expect(replaced({ text: "a’b’" }, "’", "'")).toEqual({ text: "a'b'" });
  });
  it("of one language are missed what another has", () => {
    const model = { ...WHATSAPP, footer: "STOP", buttons: [{ type: "quick_reply" as const, text: "Yes" }] };
    expect(gapsOf({ ...WHATSAPP, parameters: ["you"] }, model)).toEqual([{ kind: "variable", name: "first_name" }, { kind: "footer" }, { kind: "buttons" }]);
    expect(gapsOf({ ...WHATSAPP, body: " " }, model)).toEqual([{ kind: "text" }]);
  });
});

describe("unsaved work", () => {
  it("is kept apart for each organisation, and what is no such thing is left alone", () => {
    keep("one", "offer", { en: { text: "Hi" } });
    expect([keptOf("one", "offer")?.bodies, keptOf("two", "offer")]).toEqual([{ en: { text: "Hi" } }, undefined]);
    localStorage.setItem(ownKey("tidings.template.oneoffer"), "{broken");
    expect(keptOf("one", "offer")).toBeUndefined();
  });
});

describe("words on a phone", () => {
  it("show WhatsApp's marks, and links as they are", () => {
    expect(marked("*New* _now_ ~old~ https://a.example/x_y_z 2*3*4")).toEqual([
      { mark: "bold", text: "New" },
      { mark: "plain", text: " " },
      { mark: "italic", text: "now" },
      { mark: "plain", text: " " },
      { mark: "struck", text: "old" },
      { mark: "plain", text: " " },
      { mark: "link", text: "https://a.example/x_y_z" },
      { mark: "plain", text: " 2*3*4" },
    ]);
  });
});

describe("filters of the list", () => {
  it("are words of ours only", () => {
    expect([channelOf("sms"), channelOf("<script>"), standingOf("held"), standingOf("current"), standingOf("constructor")]).toEqual(["sms", undefined, "held", undefined, undefined]);
  });
});

describe("an email's text as HTML", () => {
  it("has paragraphs, lines and links, escapes what is no template language, and clicks on words before a link", () => {
    const text = 'Hello {{ first_name | default("<you>") }} & all,\nsee https://example.org/a?b=1&c=2\n\nNo more: {{ unsubscribe_url }}';
    expect(markupOf(text)).toBe(
      '<p>Hello {{ first_name | default("<you>") }} &amp; all,<br>\nsee <a href="https://example.org/a?b=1&amp;c=2">https://example.org/a?b=1&amp;c=2</a></p>\n' +
        '<p><a href="{{ unsubscribe_url }}">No more</a></p>',
    );
  });
  it("is what it lacks beside another language", () => {
    const model = { subject: "Autumn", text: "Come", html: "<p>Come</p>" };
    expect(gapsOf({ subject: "", text: "Venez", html: "" }, model).map(({ kind }) => kind)).toEqual(["subject", "html"]);
    expect(partsOf({ ...model, postal_address: "1 quai" }).get("postalAddress")).toBe("1 quai");
    expect(withFallbacks({ ...model, subject: "For {{ first_name }}" }, "first_name", "you")).toMatchObject({ subject: 'For {{ first_name | default("you") }}' });
  });
});
