import { describe, expect, it } from "vitest";
import { assignKeys, keysOfEvent, normaliseKey, printKey } from "./keys";

describe("keys of an event", () => {
  it("are what people call them", () => {
    expect(keysOfEvent({ key: "z", ctrlKey: true })).toEqual(["Ctrl+z"]);
    expect(keysOfEvent({ key: "Z", metaKey: true, shiftKey: true, code: "KeyZ" })).toEqual([
      "Ctrl+Shift+z",
    ]);
    expect(keysOfEvent({ key: " ", code: "Space" })).toEqual(["Space"]);
  });

  it("count the digit under Shift, the letter under Option, the pad's digits", () => {
    expect(keysOfEvent({ key: "!", shiftKey: true, code: "Digit1" })).toContain("Shift+1");
    expect(keysOfEvent({ key: "˙", altKey: true, code: "KeyH" })).toContain("Alt+h");
    expect(keysOfEvent({ key: "5", code: "Numpad5" })).toContain("5");
    expect(keysOfEvent({ key: "+", ctrlKey: true, shiftKey: true, code: "Equal" })).toContain(
      "Ctrl++",
    );
    expect(keysOfEvent({ key: "=", ctrlKey: true, code: "Equal" })).toContain("Ctrl++");
    expect(keysOfEvent({ key: "≥", altKey: true, code: "Period" })).toContain("Alt+.");
  });
});

describe("written keys", () => {
  it.each([
    ["ctrl+shift+z", "Ctrl+Shift+z"],
    ["command+enter", "Ctrl+Enter"],
    ["alt+.", "Alt+."],
    ["ctrl++", "Ctrl++"],
    ["shift+Right", "Shift+ArrowRight"],
    ["option+h", "Alt+h"],
  ])("%s is %s", (written, key) => expect(normaliseKey(written)).toBe(key));

  it("are printed as this machine's people know them", () => {
    expect(printKey("Ctrl+Shift+z", false)).toBe("Ctrl+Shift+Z");
    expect(printKey("Ctrl+Shift+z", true)).toBe("⌘⇧Z");
    expect(printKey("Ctrl++", false)).toBe("Ctrl++");
  });
});

describe("automatic keys", () => {
  it("skip own and taken ones, and end when there are no more", () => {
    expect(assignKeys(["", "1", "", ""], ["2", "q"])).toEqual(["3", "1", "4", "5"]);
    expect(
      assignKeys(
        Array.from({ length: 12 }, () => ""),
        [],
      )[10],
    ).toBe("q");
    expect(
      assignKeys(
        Array.from({ length: 40 }, () => ""),
        [],
      ).at(-1),
    ).toBe("");
  });
});
