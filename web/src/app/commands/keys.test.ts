import { describe, expect, it } from "vitest";
import { drawKeys, eventMatches, parseKeys } from "./keys";

function press(key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent {
  const nothing = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
  return { key, ...nothing, ...held } as KeyboardEvent;
}

describe("keys", () => {
  it("match what is pressed, and nothing more", () => {
    expect(eventMatches(press("Enter", { ctrlKey: true }), parseKeys("mod+Enter"))).toBe(true);
    expect(eventMatches(press("Enter"), parseKeys("mod+Enter"))).toBe(false);
    expect(eventMatches(press("F", { shiftKey: true }), parseKeys("shift+f"))).toBe(true);
    expect(eventMatches(press("f"), parseKeys("shift+f"))).toBe(false);
    expect(eventMatches(press(" ", { ctrlKey: true }), parseKeys("mod+Space"))).toBe(true);
  });

  it("find a sign wherever the keyboard has it", () => {
    expect(eventMatches(press("?", { shiftKey: true }), parseKeys("?"))).toBe(true);
    expect(eventMatches(press("?"), parseKeys("?"))).toBe(true);
  });

  it("are drawn as caps", () => {
    expect(drawKeys("mod+shift+Enter")).toEqual(["Ctrl", "⇧", "⏎"]);
    expect(drawKeys("mod++")).toEqual(["Ctrl", "+"]);
  });
});
