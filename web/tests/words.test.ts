import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import enFirst from "../src/i18n/en";
import frFirst from "../src/i18n/fr";
import { languageFor } from "../src/i18n";
import { LATER, type LaterRoom } from "../src/i18n/later";
import { sentence, sentences } from "../src/ui/sentences";

interface Words {
  readonly [key: string]: string | Words;
}

const SOURCES = join(import.meta.dirname, "../src");
const PLURAL = /_(?:zero|one|two|few|many|other)$/u;

function flat(words: Words, before = ""): Map<string, string> {
  const pairs = Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
  );
  return new Map(pairs);
}

async function whole(first: Words, language: "en" | "fr"): Promise<Words> {
  const rooms = Object.keys(LATER) as LaterRoom[];
  const later = await Promise.all(rooms.map(async (room) => [room, (await LATER[room][language]()).default as Words] as const));
  return { ...first, ...Object.fromEntries(later) };
}

const [en, fr] = [await whole(enFirst, "en"), await whole(frFirst, "fr")];
const texts = { en: flat(en), fr: flat(fr) };
const keys = (language: keyof typeof texts) => new Set([...texts[language].keys()].map((key) => key.replace(PLURAL, "")));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name).toSorted();

function sources(): readonly string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name) && !name.endsWith("schema.d.ts"));
  return files.map((name) => readFileSync(join(SOURCES, name), "utf8"));
}

describe("both languages", () => {
  it("have the same keys", () => {
    expect(keys("fr")).toEqual(keys("en"));
  });
  it("have every form of a plural that the language asks for", () => {
    for (const language of ["en", "fr"] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const plurals = new Set([...texts[language].keys()].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, "")));
      for (const key of plurals) for (const form of forms) expect(texts[language].has(`${key}_${form}`), `${language} ${key}_${form}`).toBe(true);
    }
  });
  it("fill in the same values", () => {
    for (const [key, text] of texts.en) expect(holes(texts.fr.get(key) ?? ""), key).toEqual(holes(text));
  });
  it("hold no text twice under one key by mistake: nothing is left in English", () => {
    const same = [...texts.en].filter(([key, text]) => texts.fr.get(key) === text && /\p{L}{4}/u.test(text)).map(([key]) => key);
    expect(same.join(" ")).toBe(
      "app.name app.title rooms.contacts rooms.segments rooms.imports search.parts.pages search.parts.thread search.parts.import looks.en looks.fr approvals.textVersion review.programme channel.whatsapp channel.push channel.inside.whatsapp channel.inside.push contacts.title kinds.programme kinds.cascade law.said.marketing law.said.whatsapp law.said.push notices.aboutThis notices.segments_one notices.segments_other audit.unnamed imports.title answering.sayingsLikeEn answering.sayingsLikeFr answering.versions answering.urgent.high answering.figures.bys.agent answering.figures.measures.conversations inbox.conversations inbox.counted inbox.source.other repairs.withCount repairs.told.segments_one repairs.told.segments_other repairs.history.moved",
    );
  });
  it("are both used, and only they speak: no component holds a sentence", () => {
    const all = sources().join("\n");
    const named = new Set([...all.matchAll(/"([\w.]+)"/gu)].map(([, key]) => key));
    const begun = new Set([...all.matchAll(/`([\w.]+\.)\$\{/gu)].map(([, beginning]) => beginning));
    const unused = [...keys("en")].filter((key) => !named.has(key) && !begun.has(key.slice(0, key.lastIndexOf(".") + 1)));
    expect(unused).toEqual([]);
    const spoken = sources().flatMap((text) => [...text.matchAll(/>\s*([A-Z][a-z]+(?: [a-z]+)+)[^<>{}=;]*</gu)].map(([, words]) => words));
    expect(spoken).toEqual([]);
  });
});

describe("the language", () => {
  it("is the first that we have among those somebody reads", () => {
    expect([languageFor([null, "de-DE", "fr-CA", "en"]), languageFor(["en-GB"]), languageFor([]), languageFor(["tlh"])]).toEqual(["fr", "en", "en", "en"]);
  });
});

describe("a problem and its advice", () => {
  it("are two sentences, in both languages", () => {
    expect(sentences("the length fits, but no such range of numbers is in use", "Look for a wrong digit")).toBe("The length fits, but no such range of numbers is in use. Look for a wrong digit.");
    expect(sentences("l’adresse est incomplète", "écrivez ce qui suit @ :")).toBe("L’adresse est incomplète. Écrivez ce qui suit @ :");
    expect([sentences("Is it?", null, "Yes!", undefined), sentences("It says “no.”", ""), sentences(undefined)]).toEqual(["Is it? Yes!", "It says “no.”", ""]);
  });
  it("keep names for programs as they are written, and people's own words", () => {
    expect([sentence("sending_hours can't be read"), sentence("phone_numbers[2] is none"), sentence("« oui »")]).toEqual(["sending_hours can't be read.", "phone_numbers[2] is none.", "« oui »."]);
  });
  it("are joined by that alone", () => {
    const byHand = sources().flatMap((text) => [...text.matchAll(/\{[\w?.]*(?:message|reason|sentence)\} \{[\w?.]*fix\}|\[[\w?.]+\.(?:message|reason|sentence), [\w?.]+\.fix\]/gu)].map(([found]) => found));
    expect(byHand).toEqual([]);
  });
});
