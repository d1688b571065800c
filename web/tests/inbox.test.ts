import { describe, expect, it } from "vitest";
import { together } from "../src/inbox/items";
import type { Item, Way } from "../src/inbox/queries";
import { endOf } from "../src/inbox/snoozes";
import { usableWay } from "../src/inbox/ways";
import { among, degrees, LISTS, told } from "../src/inbox/words";

const item = (id: string, at: string, text = ""): Item => ({ id, at, text, kind: "inbound", by: null, channel: "sms", mentions: [], heard: null, sent: null, event: null, brings: null });
const way = (channel: Way["channel"], state: Way["state"]): Way => ({ channel, state, reason: null, explanation: {}, window_open_until: null, carries: [] });

describe("what was said", () => {
  it("stands oldest first, each once, as the newest reading tells it", () => {
    const newest = [item("c", "2026-10-05T09:00:02Z"), item("b", "2026-10-05T09:00:01Z", "delivered")];
    const before = [item("b", "2026-10-05T09:00:01Z", "sent"), item("a", "2026-10-05T09:00:01Z")];
    expect(together([newest, before]).map(({ id, text }) => [id, text])).toEqual([["a", ""], ["b", "delivered"], ["c", ""]]);
  });
});

describe("a conversation that is put off", () => {
  it("comes back when it was said, and always in the future", () => {
    const evening = new Date(2026, 9, 5, 19, 30); // a Monday
    const said = (["hour", "evening", "tomorrow", "monday"] as const).map((snooze) => endOf(snooze, evening));
    expect(said).toEqual([new Date(2026, 9, 5, 20, 30), new Date(2026, 9, 6, 18), new Date(2026, 9, 6, 9), new Date(2026, 9, 12, 9)]);
    expect(endOf("monday", new Date(2026, 9, 4, 8))).toEqual(new Date(2026, 9, 5, 9));
    expect(endOf("evening", new Date(2026, 9, 5, 10))).toEqual(new Date(2026, 9, 5, 18));
  });
});

describe("an answer", () => {
  it("goes by the channel that was chosen, else by the first that is not closed", () => {
    const ways = [way("whatsapp", "closed"), way("sms", "open"), way("email", "template")];
    expect([usableWay(ways, undefined)?.channel, usableWay(ways, "email")?.channel, usableWay(ways, "whatsapp")?.channel]).toEqual(["sms", "email", "sms"]);
    expect(usableWay([way("push", "closed")], "push")).toBeUndefined();
  });
});

describe("words of addresses and of the API", () => {
  it("are taken if they are known, in the reader's language", () => {
    expect([among(LISTS, "mine"), among(LISTS, "theirs"), told({ en: "They wrote.", fr: "La personne a écrit." }, "fr-CA"), told({}, "en"), degrees(-21.1, 55.5)]).toEqual(["mine", undefined, "La personne a écrit.", "", "-21.10000, 55.50000"]);
  });
});
