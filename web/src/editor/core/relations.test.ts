import { describe, expect, it } from "vitest";
import { relationChoices } from "../tags/relations/choices";
import { TestEditor } from "../testing/TestEditor";
import { $, labels, tag, view } from "../testing/tree";
import {
  deleteRelation,
  labelRelation,
  type Relation,
  relationsOf,
  turnRelation,
} from "./relations";

const tree = view(
  tag("Relations", {}, [
    tag("Relation", { value: "born_in" }),
    tag("Relation", { value: "other", background: "#c92a2a" }),
  ]),
  tag("Labels", { name: "label", toName: "text" }, labels("PER", "LOC")),
  tag("Text", { name: "text", value: $("text") }),
);
const data = { text: "Marie Curie was born in Warsaw, Poland." };

function open() {
  const editor = new TestEditor({ tree, data });
  const words = editor.showText();
  editor.press("1");
  words.dragOver("Marie Curie");
  editor.press("u", "Escape", "2");
  words.dragOver("Warsaw");
  editor.press("Escape", "Escape");
  const [marie = "", warsaw = ""] = editor.result().map(({ id }) => id);
  const relation = (): Relation => {
    const [first] = relationsOf(editor);
    if (!first) throw new Error("There is no relation.");
    return first;
  };
  const items = () => editor.result().filter(({ type }) => type === "relation");
  return { editor, words, marie, warsaw, relation, items };
}

describe("a relation", () => {
  it("is made by a key and the other region, and written as it always was", () => {
    const { editor, words, marie, warsaw, relation } = open();
    words.click(3);
    editor.press("Alt+r");
    words.click(26);
    expect(editor.result().at(-1)).toEqual({
      from_id: marie,
      to_id: warsaw,
      type: "relation",
      direction: "right",
    });
    expect(editor.session).toMatchObject({ selection: [marie], relating: null });
    labelRelation(editor, relation(), ["born_in"]);
    expect(editor.result().at(-1)).toEqual({
      from_id: marie,
      to_id: warsaw,
      type: "relation",
      direction: "right",
      labels: ["born_in"],
    });
    expect(editor.result()).toHaveLength(3);
  });

  it("is made at once between two selected regions", () => {
    const { editor, marie, warsaw, items } = open();
    editor.select([warsaw, marie]);
    editor.press("Alt+r");
    expect(items()).toMatchObject([{ from_id: warsaw, to_id: marie }]);
  });

  it("is not waited for any longer after Escape, or without its region", () => {
    const { editor, marie, warsaw, items } = open();
    editor.select([marie]);
    editor.press("Alt+r", "Escape");
    editor.select([warsaw]);
    expect(editor.session.selection).toEqual([warsaw]);
    editor.press("Alt+r", "Backspace");
    expect(editor.session.relating).toBeNull();
    expect(items()).toEqual([]);
  });

  it("exists once for each ordered pair", () => {
    const { editor, marie, warsaw, items } = open();
    for (const pair of [
      [marie, warsaw],
      [marie, warsaw],
      [warsaw, marie],
    ]) {
      editor.select(pair);
      editor.press("Alt+r");
      editor.select([]);
    }
    expect(items()).toHaveLength(2);
  });

  it("turns from right to both ways to left, and back", () => {
    const { editor, marie, warsaw, relation } = open();
    editor.select([marie, warsaw]);
    editor.press("Alt+r");
    const seen = [0, 1, 2].map(() => {
      turnRelation(editor, relation());
      return relation().direction;
    });
    expect(seen).toEqual(["bi", "left", "right"]);
  });

  it("is undone, step by step", () => {
    const { editor, marie, warsaw, relation, items } = open();
    editor.select([marie, warsaw]);
    editor.press("Alt+r");
    labelRelation(editor, relation(), ["other"]);
    turnRelation(editor, relation());
    expect(items()).toMatchObject([{ direction: "bi", labels: ["other"] }]);
    labelRelation(editor, relation(), []);
    expect(items()[0]).not.toHaveProperty("labels");
    deleteRelation(editor, relation());
    expect(items()).toEqual([]);
    editor.press("Ctrl+z", "Ctrl+z");
    expect(items()).toMatchObject([{ direction: "bi", labels: ["other"] }]);
    editor.press("Ctrl+z", "Ctrl+z", "Ctrl+z");
    expect(items()).toEqual([]);
  });

  it("keeps what is not understood of one that is read", () => {
    const { editor, marie, warsaw } = open();
    const item = {
      from_id: marie,
      to_id: warsaw,
      type: "relation",
      direction: "left" as const,
      labels: ["gone"],
      certainty: 0.5,
    };
    const again = new TestEditor({ tree, data, result: [...editor.result(), item] });
    expect(again.result().at(-1)).toEqual(item);
    const [relation] = relationsOf(again);
    if (relation) turnRelation(again, relation);
    expect(again.result().at(-1)).toEqual({ ...item, direction: "right" });
  });

  it("is called what the config offers", () => {
    const { editor } = open();
    expect(relationChoices(editor.tree)).toMatchObject({
      multiple: true,
      labels: [{ value: "born_in" }, { value: "other", color: "#c92a2a" }],
    });
  });

  it("joins no suggestion, which may never become a region", () => {
    const { editor, marie, warsaw } = open();
    const [first, second] = editor.result();
    const some = new TestEditor({
      tree,
      data,
      result: first ? [first] : [],
      suggestions: [{ result: second ? [second] : [] }],
    });
    some.select([warsaw]);
    expect(some.commands.can("region:relation")).toBe(false);
    some.select([marie]);
    some.press("Alt+r");
    some.select([warsaw]);
    expect(some.session).toMatchObject({ selection: [warsaw], relating: marie });
    some.press("Enter");
    some.select([]);
    some.select([warsaw]);
    expect(some.result().at(-1)).toMatchObject({ from_id: marie, to_id: warsaw });
  });

  it("is not made where nothing may be changed", () => {
    const { editor, marie, warsaw } = open();
    const seen = new TestEditor({ tree, data, result: editor.result(), readOnly: true });
    seen.select([marie, warsaw]);
    expect(seen.commands.can("region:relation")).toBe(false);
  });
});
