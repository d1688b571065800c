import { act, renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { dismiss, overtake, tell, useToasts } from "../src/ui/toasts";

const nothing = () => undefined;

function texts(): readonly string[] {
  return renderHook(useToasts).result.current.map(({ text }) => text);
}

describe("what was just done and can be taken back", () => {
  beforeEach(() => {
    renderHook(useToasts).result.current.forEach(({ id }) => act(() => dismiss(id)));
  });
  it("gives way to what was done since with the same thing, and to nothing else", () => {
    tell("Autumn is paused", { undo: nothing, about: "autumn" });
    tell("Winter is paused", { undo: nothing, about: "winter" });
    tell("Autumn goes on", { undo: nothing, about: "autumn" });
    expect(texts()).toEqual(["Winter is paused", "Autumn goes on"]);
  });
  it("goes once the thing has ended", () => {
    tell("Autumn is paused", { undo: nothing, about: "autumn" });
    tell("Saved");
    overtake("autumn");
    expect(texts()).toEqual(["Saved"]);
  });
});
