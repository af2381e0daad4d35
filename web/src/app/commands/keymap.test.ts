import { describe, expect, it } from "vitest";
import { ownKeys } from "@/editor/core/keys";
import { withKeys } from "./keymap";
import { reservedKeys, shortcutKeys } from "./shortcuts";

describe("a person's keymap", () => {
  it("is kept as Label Studio keeps it, beside what others have put there", () => {
    const kept = { "data_manager:reload": { key: "ctrl+r", active: true, description: "x" } };
    const chosen = withKeys(kept, "annotation.submit", ["Ctrl+ArrowRight"]);
    expect(chosen).toEqual({ ...kept, "annotation:submit": { key: "ctrl+right", active: true } });
    expect(ownKeys("annotation.submit", chosen)).toEqual(["Ctrl+ArrowRight"]);
    expect(withKeys(chosen, "annotation.submit", undefined)).toEqual(kept);
  });

  it("can take a key away, or leave a command one of its two", () => {
    expect(ownKeys("region.delete", withKeys({}, "region.delete", []))).toEqual([]);
    const one = withKeys({}, "region.delete", ["Delete"]);
    expect(ownKeys("region.delete", one)).toEqual(["Delete"]);
  });

  it("is what the app listens to, and what labels leave alone", () => {
    const keymap = withKeys({}, "annotation.submit", ["x"]);
    expect(shortcutKeys("annotation.submit", keymap, false)).toEqual(["x"]);
    expect(shortcutKeys("annotation.skip", keymap, true)).toEqual(["Alt+Enter"]);
    const reserved = reservedKeys(keymap, false);
    expect(reserved.get("x")).toBe("annotation.submit");
    expect(reserved.has("Ctrl+Enter")).toBe(false);
    expect(reserved.has("ArrowLeft")).toBe(false);
  });
});
