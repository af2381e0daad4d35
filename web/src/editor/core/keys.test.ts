import { describe, expect, it } from "vitest";
import {
  type KeyInput,
  keysOfEvent,
  normaliseKey,
  ownKeys,
  printKey,
  recordedKey,
  writtenKey,
} from "./keys";

describe("keys of an event", () => {
  it("are what people call them", () => {
    expect(keysOfEvent({ key: "z", ctrlKey: true })).toEqual(["Ctrl+z"]);
    expect(keysOfEvent({ key: "Z", metaKey: true, shiftKey: true, code: "KeyZ" })).toEqual([
      "Ctrl+Shift+z",
    ]);
    expect(keysOfEvent({ key: " ", code: "Space" })).toEqual(["Space"]);
    expect(keysOfEvent({ key: "A", code: "KeyA" })).toEqual(["a"]);
  });

  it("count the digit under Shift, the letter under Option, the pad's digits", () => {
    expect(keysOfEvent({ key: "!", shiftKey: true, code: "Digit1" })).toContain("Shift+1");
    expect(keysOfEvent({ key: "˙", altKey: true, code: "KeyH" })).toContain("Alt+h");
    expect(keysOfEvent({ key: "Dead", altKey: true, code: "KeyN" })).toEqual(["Alt+n"]);
    expect(keysOfEvent({ key: "5", code: "Numpad5" })).toEqual(["5"]);
    expect(keysOfEvent({ key: "ArrowLeft", code: "Numpad4" })).toEqual(["ArrowLeft"]);
    expect(keysOfEvent({ key: "+", ctrlKey: true, shiftKey: true, code: "Equal" })).toContain(
      "Ctrl++",
    );
    expect(keysOfEvent({ key: "=", ctrlKey: true, code: "Equal" })).toContain("Ctrl++");
    expect(keysOfEvent({ key: "≥", altKey: true, code: "Period" })).toContain("Alt+.");
  });

  it("follow what a layout types, and the place only where it types no such thing", () => {
    // French: digits need Shift, letters have moved.
    expect(keysOfEvent({ key: "&", code: "Digit1" })).toEqual(["&", "1"]);
    expect(keysOfEvent({ key: "1", shiftKey: true, code: "Digit1" })).toContain("1");
    expect(keysOfEvent({ key: "a", code: "KeyQ" })).toEqual(["a"]);
    expect(keysOfEvent({ key: ",", code: "KeyM" })).toEqual([","]);
    // Dvorak.
    expect(keysOfEvent({ key: "L", shiftKey: true, code: "KeyP" })).toEqual(["Shift+l"]);
    // Russian.
    expect(keysOfEvent({ key: "я", ctrlKey: true, code: "KeyZ" })).toEqual(["Ctrl+я", "Ctrl+z"]);
  });

  it("leave AltGr to typing, and what makes words to the input method", () => {
    const graph = { getModifierState: (name: string) => name === "AltGraph" };
    const at: KeyInput = { key: "@", code: "KeyQ", ctrlKey: true, altKey: true, ...graph };
    expect(keysOfEvent(at)).toEqual(["@"]);
    expect(keysOfEvent({ key: "Process", code: "KeyA" })).toEqual([]);
    expect(keysOfEvent({ key: "Shift", shiftKey: true, code: "ShiftLeft" })).toEqual([]);
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
    ["pagedown", "PageDown"],
  ])("%s is %s", (written, key) => expect(normaliseKey(written)).toBe(key));

  it("are printed as this machine's people know them", () => {
    expect(printKey("Ctrl+Shift+z", false)).toBe("Ctrl+Shift+Z");
    expect(printKey("Ctrl+Shift+z", true)).toBe("⌘⇧Z");
    expect(printKey("Ctrl++", false)).toBe("Ctrl++");
  });

  it.each(["Ctrl+ArrowLeft", "Ctrl++", "Alt+,", "Shift+z", "Space"])(
    "%s survives the spelling it is kept in",
    (key) => expect(normaliseKey(writtenKey(key))).toBe(key),
  );
});

describe("a person's own keys", () => {
  it("are read as Label Studio keeps them", () => {
    const keymap = {
      "region:delete": { key: "ctrl+x", mac: "command+shift+x", active: true },
      "annotation:skip": { key: "ctrl+space", active: false },
      "region.exit": null,
      "tool:rect": "b,shift+b",
    };
    expect(ownKeys("region.delete", keymap)).toEqual(["Ctrl+x"]);
    expect(ownKeys("region.delete", keymap, true)).toEqual(["Ctrl+Shift+x"]);
    expect(ownKeys("annotation.skip", keymap)).toEqual([]);
    expect(ownKeys("region.exit", keymap)).toEqual([]);
    expect(ownKeys("tool.rect", keymap)).toEqual(["b", "Shift+b"]);
    expect(ownKeys("annotation.undo", keymap)).toBeUndefined();
  });

  it("are recorded so that another layout has them too", () => {
    expect(recordedKey({ key: "ф", code: "KeyA" })).toBe("a");
    expect(recordedKey({ key: "!", shiftKey: true, code: "Digit1" })).toBe("Shift+1");
    expect(recordedKey({ key: "?", shiftKey: true, code: "Slash" })).toBe("?");
    expect(recordedKey({ key: "F", shiftKey: true, code: "KeyF" })).toBe("Shift+f");
    expect(recordedKey({ key: "Control", ctrlKey: true })).toBeNull();
  });
});
