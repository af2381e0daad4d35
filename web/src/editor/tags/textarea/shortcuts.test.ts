import { describe, expect, it } from "vitest";
import { setAnswer } from "../../core/answers";
import { TestEditor } from "../../testing/TestEditor";
import { $, tag, view } from "../../testing/tree";
import { shortcutFor, shortcutsOf, withPiece } from "./shortcuts";

const field = tag("TextArea", { name: "note", toName: "text" }, [
  tag("Shortcut", { value: "not legible", alias: "illegible", hotkey: "ctrl+i" }),
  tag("Shortcut", { value: " [sic]", background: "#c92a2a" }),
]);

function open() {
  const tree = view(tag("Text", { name: "text", value: $("text") }), field);
  const editor = new TestEditor({ tree, data: { text: "x" } });
  const control = editor.plan.controls.get("note");
  if (!control) throw new Error("The config has a TextArea.");
  return { editor, control, shortcuts: shortcutsOf(control.tag) };
}

describe("Shortcut", () => {
  it("is called by its alias, and found by its key", () => {
    const { shortcuts } = open();
    expect(shortcuts.map(({ title }) => title)).toEqual(["illegible", " [sic]"]);
    expect(shortcutFor(shortcuts, { key: "i", ctrlKey: true })?.value).toBe("not legible");
    expect(shortcutFor(shortcuts, { key: "i" })).toBeNull();
  });

  it("has its key in the field only", () => {
    const { editor } = open();
    expect(editor.commands.press("Ctrl+i")).toBe(false);
  });

  it("puts its text in the place of what is selected", () => {
    expect(withPiece("a word here", "not legible", 2, 6)).toEqual({
      typed: "a not legible here",
      caret: 13,
    });
    expect(withPiece("", "x", 0, 0)).toEqual({ typed: "x", caret: 1 });
  });

  it("is a step of its own to undo", () => {
    const { editor, control } = open();
    setAnswer(editor, control, ["recieved"], true);
    setAnswer(editor, control, [withPiece("recieved", " [sic]", 8, 8).typed]);
    expect(editor.item.value).toEqual({ text: ["recieved [sic]"] });
    editor.undo();
    expect(editor.item.value).toEqual({ text: ["recieved"] });
  });
});
