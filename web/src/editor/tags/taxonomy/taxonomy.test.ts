import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import type { When } from "../../language";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";
import { pickEntry } from "./answer";
import { type Entry, readTree, rowsOf, stepOf } from "./tree";

const ANIMALS = [
  tag("Choice", { value: "Animal" }, [
    ...choices("Cat"),
    tag("Choice", { value: "Dog", alias: "d" }, choices("Poodle")),
  ]),
  ...choices("Plant"),
];
const text = tag("Text", { name: "text", value: $("text") });

function open(attrs: Record<string, string | boolean | number> = {}, result: ResultItem[] = []) {
  const tree = view(text, tag("Taxonomy", { name: "tax", toName: "text", ...attrs }, ANIMALS));
  const editor = new TestEditor({ tree, data: { text: "Some text." }, result });
  return { editor, ...reach(editor) };
}

function reach(editor: TestEditor) {
  const control = editor.plan.controls.get("tax");
  if (!control) throw new Error("The config has a Taxonomy “tax”.");
  const entries = readTree(control.tag);
  const pick = (...names: string[]): void => {
    for (const name of names) {
      const entry = entries.find(({ value }) => value === name);
      if (entry) pickEntry(editor, control, entry);
    }
  };
  return { control, entries, pick };
}

const names = (rows: readonly { entry: Entry }[]) => rows.map(({ entry }) => entry.value);

describe("Taxonomy", () => {
  it("writes paths, by alias, in the order they were picked", () => {
    const { editor, pick } = open();
    pick("Cat", "Poodle");
    expect(editor.item).toEqual({
      value: {
        taxonomy: [
          ["Animal", "Cat"],
          ["Animal", "d", "Poodle"],
        ],
      },
      id: expect.stringMatching(/^[\w-]{10}$/),
      from_name: "tax",
      to_name: "text",
      type: "taxonomy",
      origin: "manual",
    });
  });

  it("puts back what is picked again, and undoes", () => {
    const { editor, pick } = open();
    pick("Plant", "Animal", "Plant");
    expect(editor.item.value).toEqual({ taxonomy: [["Animal"]] });
    editor.undo();
    expect(editor.item.value).toEqual({ taxonomy: [["Plant"], ["Animal"]] });
  });

  it("keeps paths the tree does not have, and adds to them", () => {
    const item = {
      id: "t",
      type: "taxonomy",
      from_name: "tax",
      to_name: "text",
      value: { taxonomy: [["Gone", "Long"]] },
    };
    const { editor, pick } = open({}, [item]);
    expect(editor.result()).toEqual([item]);
    pick("Plant");
    expect(editor.item.value).toEqual({ taxonomy: [["Gone", "Long"], ["Plant"]] });
  });

  it("takes leaves only, and no more than allowed", () => {
    const { editor, pick } = open({ leafsOnly: true, maxUsages: 2 });
    pick("Animal", "Dog", "Cat", "Poodle", "Plant");
    expect(editor.item.value).toEqual({
      taxonomy: [
        ["Animal", "Cat"],
        ["Animal", "d", "Poodle"],
      ],
    });
    expect(editor.session.announcement.text).toContain("2");
  });

  it("is required like other questions, and gives its entries no keys", () => {
    const { editor, pick } = open({ required: true });
    expect(editor.problems()).toMatchObject([{ code: "required", control: "tax" }]);
    pick("Cat");
    expect(editor.problems()).toEqual([]);
    expect(editor.commands.get("option.tax.Cat")).toBeUndefined();
  });

  it("brings its tree with the task", () => {
    const template = tag("Choice", { value: null, alias: null });
    const control = tag("Taxonomy", { name: "tax", toName: "text", value: $("tree") });
    const data = {
      text: "",
      tree: [{ value: "A", children: [{ value: "B", alias: "b" }] }, { value: "C" }],
    };
    const editor = new TestEditor({ tree: view(text, { ...control, template }), data });
    const { pick } = reach(editor);
    pick("B", "C");
    expect(editor.item.value).toEqual({ taxonomy: [["A", "b"], ["C"]] });
  });

  it("answers about regions", () => {
    const editor = new TestEditor({
      tree: view(
        tag("Labels", { name: "label", toName: "text" }, labels("PER")),
        text,
        tag("Taxonomy", { name: "tax", toName: "text", perRegion: true }, ANIMALS),
      ),
      data: { text: "A cat." },
    });
    editor.showText().dragOver("cat");
    reach(editor).pick("Cat");
    expect(editor.result()).toMatchObject([
      { type: "labels" },
      { type: "taxonomy", value: { start: 2, end: 5, taxonomy: [["Animal", "Cat"]] } },
    ]);
    expect(editor.result()[0]?.id).toBe(editor.result()[1]?.id);
  });

  it("shows what depends on an entry", () => {
    const when: When = { kind: "choice-selected", tagName: "tax", values: ["Dog"], and: null };
    const editor = new TestEditor({
      tree: view(
        text,
        tag("Taxonomy", { name: "tax", toName: "text" }, ANIMALS),
        tag("Choices", { name: "breed", toName: "text", required: true }, choices("?"), when),
      ),
      data: { text: "" },
    });
    expect(editor.problems()).toEqual([]);
    reach(editor).pick("Dog");
    expect(editor.problems()).toMatchObject([{ control: "breed" }]);
  });

  it("leaves results alone where it cannot ask", () => {
    const item = {
      id: "t",
      type: "taxonomy",
      from_name: "tax",
      to_name: "text",
      value: { start: 0, end: 4, text: "Some", taxonomy: [["Animal"]] },
    };
    const tree = view(
      text,
      tag("Taxonomy", { name: "tax", toName: "text", labeling: true, required: true }, ANIMALS),
    );
    const editor = new TestEditor({ tree, data: { text: "Some text." }, result: [item] });
    expect(editor.problems()).toEqual([]);
    expect(editor.result()).toEqual([item]);
  });
});

describe("the tree", () => {
  it("shows what is open", () => {
    const { entries } = open();
    expect(names(rowsOf(entries, new Set(), ""))).toEqual(["Animal", "Plant"]);
    expect(names(rowsOf(entries, new Set([0]), ""))).toEqual(["Animal", "Cat", "Dog", "Plant"]);
    // What is open under something closed stays out of sight.
    expect(names(rowsOf(entries, new Set([2]), ""))).toEqual(["Animal", "Plant"]);
  });

  it("is searched: matches with what they are under, which open further", () => {
    const { entries } = open();
    expect(names(rowsOf(entries, new Set(), "pood"))).toEqual(["Animal", "Dog", "Poodle"]);
    expect(names(rowsOf(entries, new Set(), "dog"))).toEqual(["Animal", "Dog"]);
    expect(names(rowsOf(entries, new Set([2]), "dog"))).toEqual(["Animal", "Dog", "Poodle"]);
    expect(rowsOf(entries, new Set(), "zebra")).toEqual([]);
  });

  it("is walked by keys", () => {
    const { entries } = open();
    const rows = rowsOf(entries, new Set([0]), "");
    expect(stepOf("ArrowDown", rows, 0)).toEqual({ go: 1 });
    expect(stepOf("ArrowDown", rows, 3)).toEqual({ go: 4 });
    expect(stepOf("ArrowUp", rows, 0)).toEqual({ go: 0 });
    expect(stepOf("Home", rows, 3)).toEqual({ go: 0 });
    expect(stepOf("End", rows, 0)).toEqual({ go: 4 });
    expect(stepOf("ArrowRight", rows, 0)).toEqual({ go: 1 });
    expect(stepOf("ArrowRight", rows, 2)).toEqual({ fold: 2 });
    expect(stepOf("ArrowRight", rows, 1)).toBeNull();
    expect(stepOf("ArrowLeft", rows, 1)).toEqual({ go: 0 });
    expect(stepOf("ArrowLeft", rows, 0)).toEqual({ fold: 0 });
    expect(stepOf("ArrowLeft", rows, 3)).toBeNull();
    expect(stepOf("x", rows, 0)).toBeNull();
  });

  it("searches ten thousand entries in less than 50 ms", () => {
    const many = tag(
      "Taxonomy",
      { name: "tax", toName: "text" },
      Array.from({ length: 100 }, (_, a) =>
        tag(
          "Choice",
          { value: `Group ${a}` },
          choices(...Array.from({ length: 100 }, (_, b) => `Entry ${a}.${b}`)),
        ),
      ),
    );
    const editor = new TestEditor({ tree: view(text, many), data: { text: "" } });
    const { entries } = reach(editor);
    expect(entries).toHaveLength(10_100);
    const start = performance.now();
    const rows = rowsOf(entries, new Set(), "entry 99");
    expect(performance.now() - start).toBeLessThan(50);
    expect(rows).toHaveLength(101);
  });
});
