import { describe, expect, it } from "vitest";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, tag, view } from "../../testing/tree";
import { isAccordion, openAtFirst, openQuestions, toggled } from "./panels";

const colours = tag(
  "Choices",
  { name: "colour", toName: "text", required: true },
  choices("Red", "Blue"),
);
const note = tag("TextArea", { name: "note", toName: "text", required: true }, [], {
  kind: "choice-selected",
  tagName: "colour",
  values: ["Blue"],
  and: null,
});

function open(attrs: Record<string, boolean>, first = {}, second = {}) {
  const tree = view(
    tag("Text", { name: "text", value: $("text") }),
    tag("Collapse", attrs, [
      tag("Panel", { value: "Look", ...first }, [colours]),
      tag("Panel", { value: "Words", ...second }, [note]),
    ]),
  );
  const editor = new TestEditor({ tree, data: { text: "x" } });
  const collapse = editor.tree.children[1];
  const [look, words] = collapse?.children ?? [];
  if (!collapse || !look || !words) throw new Error("The tree has two panels.");
  return { editor, collapse, look, words };
}

describe("the panels of a Collapse", () => {
  it("are closed at first, unless the config opens them", () => {
    expect(openAtFirst(open({ accordion: true }).collapse).size).toBe(0);
    const { collapse, words } = open({ accordion: false }, {}, { open: true });
    expect([...openAtFirst(collapse)]).toEqual([words]);
    expect(openAtFirst(open({ accordion: false, open: true }).collapse).size).toBe(2);
  });

  it("open one at a time in an accordion", () => {
    const { collapse, look, words } = open({ accordion: true }, { open: true }, { open: true });
    expect(isAccordion(collapse)).toBe(true);
    const first = openAtFirst(collapse);
    expect([...first]).toEqual([look]);
    expect([...toggled(first, words, true)]).toEqual([words]);
    expect([...toggled(first, look, true)]).toEqual([]);
    expect([...toggled(first, words, false)]).toEqual([look, words]);
  });

  it("count the answers they still need, and only those that are asked", () => {
    const { editor, look, words } = open({});
    const missing = (panel: typeof look) =>
      openQuestions(panel, editor.document, editor.plan).map(({ name }) => name);
    expect(missing(look)).toEqual(["colour"]);
    expect(missing(words)).toEqual([]);
    editor.press("2");
    expect(missing(look)).toEqual([]);
    expect(missing(words)).toEqual(["note"]);
    editor.undo();
    expect(missing(look)).toEqual(["colour"]);
  });

  it("leave the questions inside them as they are: keys, answers, problems", () => {
    const { editor } = open({});
    expect(editor.problems()).toMatchObject([{ control: "colour" }]);
    editor.press("1");
    expect(editor.item).toMatchObject({ from_name: "colour", value: { choices: ["Red"] } });
  });
});
