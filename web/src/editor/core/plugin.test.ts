import { describe, expect, it } from "vitest";
import { builtinRegistry } from "../tags";
import { TestEditor } from "../testing/TestEditor";
import { $, labels, tag, view } from "../testing/tree";
import type { AnswerKind, TagDefinition } from "./registry";

/** A plugin: how sure one is, as a percentage, with a key that says "entirely". */
const percentAnswer: AnswerKind<number> = {
  key: "percent",
  read: (raw) => (typeof raw === "number" ? raw : null),
  write: (percent) => percent,
  isEmpty: () => false,
  describe: (percent) => `${percent} %`,
};

const percent: TagDefinition = {
  tag: "Percent",
  control: { answer: percentAnswer },
  commands: [
    {
      id: "percent.entirely",
      group: "annotation",
      words: "Entirely",
      literal: true,
      keys: ["Alt+e"],
      run: (editor) => {
        const control = [...editor.plan.controls.values()].find(({ type }) => type === "percent");
        if (control) editor.answer(control.name, 100);
      },
    },
  ],
};

function registry() {
  const all = builtinRegistry();
  all.registerTag(percent);
  return all;
}

const tree = view(
  tag("Text", { name: "text", value: $("text") }),
  tag("Percent", { name: "sure", toName: "text", required: true }),
);

describe("a tag from a plugin", () => {
  it("is asked, answered, undone and saved like those that ship", () => {
    const editor = new TestEditor({ tree, data: { text: "x" }, registry: registry() });
    expect(editor.problems()).toMatchObject([{ control: "sure" }]);
    editor.press("Alt+e");
    expect(editor.item).toMatchObject({ type: "percent", value: { percent: 100 } });
    expect(editor.problems()).toEqual([]);
    editor.undo();
    expect(editor.result()).toEqual([]);
  });

  it("reads what it wrote", () => {
    const item = {
      id: "p",
      type: "percent",
      from_name: "sure",
      to_name: "text",
      value: { percent: 40 },
    };
    const editor = new TestEditor({
      tree,
      data: { text: "x" },
      registry: registry(),
      result: [item],
    });
    expect(editor.document.answers.get("sure")?.value).toBe(40);
    editor.press("Alt+e");
    expect(editor.item.value).toEqual({ percent: 100 });
  });
});

describe("a command from a plugin", () => {
  it("has a key, words and a moment like those that ship", () => {
    const all = builtinRegistry();
    all.registerCommand({
      id: "region.first",
      group: "regions",
      words: "Select the first region",
      literal: true,
      keys: ["Alt+1"],
      when: ({ document }) => document.regions.size > 0,
      run: (editor) => editor.select([...editor.document.regions.keys()].slice(0, 1)),
    });
    const marked = view(
      tag("Labels", { name: "label", toName: "text" }, labels("A")),
      tag("Text", { name: "text", value: $("text") }),
    );
    const editor = new TestEditor({ tree: marked, data: { text: "one two" }, registry: all });
    expect(editor.commands.can("region.first")).toBe(false);
    editor.showText().drag(0, 3);
    editor.press("Alt+1");
    expect(editor.session.selection).toHaveLength(1);
  });
});
