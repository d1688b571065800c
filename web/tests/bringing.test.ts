import { describe, expect, it } from "vitest";
import { begun, partOf } from "../src/inbox/bring/bringing";
import { spotIn } from "../src/inbox/bring/spots";

describe("a spot", () => {
  it.each([
    ["48.8566, 2.3522"],
    ["48.8566 2.3522"],
    ["https://www.google.com/maps/@48.8566,2.3522,15z"],
    ["https://www.google.com/maps?q=48.8566%2C2.3522"],
    ["https://www.openstreetmap.org/#map=16/48.8566/2.3522"],
    ["https://www.openstreetmap.org/?mlat=48.8566&mlon=2.3522#map=16/1/1"],
  ])("is read from %s", (written) => {
    expect(spotIn(written)).toEqual({ latitude: 48.8566, longitude: 2.3522 });
  });

  it.each([[""], ["1 rue de la Paix"], ["148.8, 2.3"], ["48.8, 200"], ["+33 6 12 34 56 78"]])("is not in %s", (written) => {
    expect(spotIn(written)).toBeUndefined();
  });
});

describe("what an answer brings", () => {
  const row = (id: number, title: string) => ({ id, title, description: "" });

  it("is not sent as long as something of it is missing", () => {
    expect(partOf(undefined, "  ")).toBeUndefined();
    expect(partOf(begun("buttons"), "Well?")).toBeUndefined();
    expect(partOf({ what: "buttons", rows: [row(1, "Yes")] }, "")).toBeUndefined();
    expect(partOf({ what: "menu", button: "", rows: [row(1, "Nine")] }, "When?")).toBeUndefined();
    expect(partOf(begun("place"), "Here")).toBeUndefined();
    expect(partOf(begun("file"), "Here")).toBeUndefined();
  });

  it("leaves out rows that nobody filled in, and the text beside a place", () => {
    expect(partOf({ what: "buttons", rows: [row(1, " Yes "), row(2, " ")] }, "Well?")).toEqual({ text: "Well?", buttons: ["Yes"] });
    expect(partOf({ what: "menu", button: "Hours", rows: [row(1, "Nine")] }, "When?")).toEqual({ text: "When?", buttons: [], menu: { button: "Hours", rows: [{ title: "Nine", description: "" }] } });
    const place = { what: "place", where: "1, 2", spot: { latitude: 1, longitude: 2 }, name: " Shop ", address: "" } as const;
    expect(partOf(place, "later")).toEqual({ text: "", buttons: [], place: { latitude: 1, longitude: 2, name: "Shop", address: "" } });
  });
});
