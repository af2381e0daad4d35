import { describe, expect, it } from "vitest";
import { optionsShown, pickFirst, setFilter } from "../../core/filters";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";
import { layOut } from "../../ui/layout";

const text = tag("Text", { name: "text", value: $("text") });
const field = tag("Filter", { name: "find", toName: "what", hotkey: "1" });

function open(...controls: Parameters<typeof view>) {
  const editor = new TestEditor({
    tree: view(field, ...controls, text),
    data: { text: "Marie in Warsaw" },
  });
  const control = editor.plan.controls.get("what");
  if (!control) throw new Error("The config has a control “what”.");
  const shown = () => optionsShown(control, editor.session.filters.what).map(({ value }) => value);
  const find = (words: string, exact = false) => setFilter(editor, "what", { words, exact });
  return { editor, control, shown, find };
}

const animals = tag("Choices", { name: "what", toName: "text", choice: "multiple" }, [
  tag("Choice", { value: "Animal" }, choices("Cat", "Catfish")),
  ...choices("Plant", "cattail"),
]);

describe("a Filter", () => {
  it("shows what matches, with what it is nested in, and all again", () => {
    const { editor, shown, find } = open(animals);
    find("CAT");
    expect(shown()).toEqual(["Animal", "Cat", "Catfish", "cattail"]);
    find("Cat", true);
    expect(shown()).toEqual(["Animal", "Cat", "Catfish"]);
    setFilter(editor, "what", null);
    expect(shown()).toHaveLength(5);
  });

  it("picks the first that matches, not the one around it", () => {
    const { editor, control, find } = open(animals);
    find("catf");
    expect(pickFirst(editor, control)).toBe(true);
    expect(editor.item.value).toEqual({ choices: ["Catfish"] });
    find("nothing");
    expect(pickFirst(editor, control)).toBe(false);
    editor.undo();
    expect(editor.result()).toEqual([]);
  });

  it("keeps answers it hides, and adds to them", () => {
    const { editor, control, find } = open(animals);
    find("plant");
    pickFirst(editor, control);
    find("cattail");
    pickFirst(editor, control);
    expect(editor.item.value).toEqual({ choices: ["Plant", "cattail"] });
  });

  it("takes a label in hand for the next region", () => {
    const { editor, control, find } = open(
      tag("Labels", { name: "what", toName: "text" }, labels("Person", "Place")),
    );
    find("pla");
    pickFirst(editor, control);
    editor.showText().dragOver("Warsaw");
    expect(editor.item.value).toMatchObject({ labels: ["Place"], text: "Warsaw" });
  });

  it("has its key to itself, and stands with what it filters", () => {
    const set = tag("Labels", { name: "what", toName: "text" }, labels("Person", "Place"));
    const { editor } = open(set);
    expect(editor.commands.keys("option.what.Person")).toEqual(["2"]);
    expect(layOut(editor).labels.map((one) => one.tag)).toEqual(["Filter", "Labels"]);
  });
});
