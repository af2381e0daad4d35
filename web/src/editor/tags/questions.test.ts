import { describe, expect, it } from "vitest";
import { setAnswer } from "../core/answers";
import type { ResultItem } from "../core/results";
import type { When } from "../language";
import { TestEditor } from "../testing/TestEditor";
import { $, choices, labels, tag, view } from "../testing/tree";

const text = tag("Text", { name: "text", value: $("text") });

function ask(...children: Parameters<typeof view>) {
  return new TestEditor({ tree: view(text, ...children), data: { text: "Some text." } });
}

function answer(editor: TestEditor, name: string, value: unknown, typing = false): void {
  const control = editor.plan.controls.get(name);
  if (!control) throw new Error(`There is no control "${name}".`);
  setAnswer(editor, control, value, typing);
}

describe("Choices", () => {
  it("takes one, by key, and takes it back", () => {
    const editor = ask(tag("Choices", { name: "ch", toName: "text" }, choices("A", "B")));
    editor.press("2");
    const { id, ...item } = editor.item;
    expect(id).toHaveLength(10);
    expect(item).toEqual({
      value: { choices: ["B"] },
      from_name: "ch",
      to_name: "text",
      type: "choices",
      origin: "manual",
    });
    editor.press("1");
    expect(editor.item.value).toEqual({ choices: ["A"] });
    editor.press("1");
    expect(editor.result()).toEqual([]);
  });

  it("takes several, in the order of the config, by alias", () => {
    const editor = ask(
      tag(
        "Choices",
        { name: "ch", toName: "text", choice: "multiple" },
        choices("A", { value: "B", alias: "bee" }, "C"),
      ),
    );
    editor.press("3", "2", "1");
    expect(editor.item.value).toEqual({ choices: ["A", "bee", "C"] });
  });

  it("writes nested choices as paths, with parents whose children are all ticked", () => {
    const animals = tag("Choice", { value: "Animal" }, [
      ...choices("Cat"),
      tag("Choice", { value: "Dog" }, choices("Poodle")),
    ]);
    const attrs = { name: "ch", toName: "text", allowNested: true, choice: "multiple" };
    const editor = ask(tag("Choices", attrs, [animals, ...choices("Plant")]));
    editor.press("2", "4");
    expect(editor.item.value).toEqual({
      choices: [["Animal"], ["Animal", "Cat"], ["Animal", "Dog"], ["Animal", "Dog", "Poodle"]],
    });
    editor.press("2");
    expect(editor.item.value).toEqual({
      choices: [
        ["Animal", "Dog"],
        ["Animal", "Dog", "Poodle"],
      ],
    });
  });

  it("starts with what the config selects, in a new annotation only", () => {
    const control = tag(
      "Choices",
      { name: "ch", toName: "text" },
      choices("A", { value: "B", selected: true }),
    );
    expect(ask(control).item.value).toEqual({ choices: ["B"] });
    const other: ResultItem = {
      type: "rating",
      from_name: "gone",
      to_name: "text",
      value: { rating: 1 },
    };
    const opened = new TestEditor({
      tree: view(text, control),
      data: { text: "" },
      result: [other],
    });
    expect(opened.result()).toEqual([other]);
  });
});

describe("TextArea", () => {
  it("writes every answer as a string of one list", () => {
    const editor = ask(tag("TextArea", { name: "ans", toName: "text" }));
    answer(editor, "ans", ["first answer", 'second "answer" é😀']);
    expect(editor.item.value).toEqual({ text: ["first answer", 'second "answer" é😀'] });
  });

  it("undoes a run of typing at once", () => {
    const editor = ask(tag("TextArea", { name: "ans", toName: "text", rows: 3 }));
    for (const typed of ["l", "li", "line 1", "line 1\nline 2"])
      answer(editor, "ans", [typed], true);
    expect(editor.item.value).toEqual({ text: ["line 1\nline 2"] });
    editor.undo();
    expect(editor.result()).toEqual([]);
  });

  it("counts blanks as no answer", () => {
    const editor = ask(tag("TextArea", { name: "ans", toName: "text", required: true }));
    answer(editor, "ans", ["  "]);
    expect(editor.problems()).toHaveLength(1);
  });
});

describe("Rating", () => {
  it("takes a number, by digit when it is the only question", () => {
    const editor = ask(tag("Rating", { name: "r", toName: "text", maxRating: 7 }));
    editor.press("7");
    expect(editor.item).toMatchObject({ type: "rating", value: { rating: 7 } });
  });

  it("counts up by its own key, and round to none", () => {
    const editor = ask(
      tag("Rating", { name: "r", toName: "text", maxRating: 2, hotkey: "k" }),
      tag("TextArea", { name: "t", toName: "text" }),
    );
    editor.press("k", "k");
    expect(editor.item.value).toEqual({ rating: 2 });
    editor.press("k");
    expect(editor.result()).toEqual([]);
  });
});

describe("hotkeys", () => {
  it("go in document order, past keys that are taken", () => {
    const editor = ask(
      tag("Choices", { name: "a", toName: "text" }, choices({ value: "A", hotkey: "2" }, "B")),
      tag("Choices", { name: "b", toName: "text" }, choices("C", "D")),
    );
    const keys = ["option.a.A", "option.a.B", "option.b.C", "option.b.D"];
    expect(keys.flatMap((id) => editor.commands.keys(id))).toEqual(["2", "1", "3", "4"]);
  });

  it("follow the person's own keymap", () => {
    const editor = new TestEditor({
      tree: view(text, tag("Choices", { name: "ch", toName: "text" }, choices("A"))),
      data: { text: "" },
      keymap: { "annotation:undo": { key: "ctrl+u" }, "annotation.redo": null },
    });
    editor.press("1", "Ctrl+z");
    expect(editor.result()).toHaveLength(1);
    editor.press("Ctrl+u");
    expect(editor.result()).toEqual([]);
    editor.press("Ctrl+Shift+z");
    expect(editor.result()).toEqual([]);
  });
});

describe("conditions", () => {
  const when: When = { kind: "choice-selected", tagName: "mood", values: ["Bad"], and: null };
  const tree = view(
    text,
    tag("Choices", { name: "mood", toName: "text" }, choices("Good", "Bad")),
    tag(
      "Choices",
      { name: "why", toName: "text", required: true },
      choices("Late", "Broken"),
      when,
    ),
  );

  it("hide a question, its problem and its answer", () => {
    const editor = new TestEditor({ tree, data: { text: "" } });
    expect(editor.problems()).toEqual([]);
    editor.press("3");
    expect(editor.result()).toEqual([]);
    editor.press("2");
    expect(editor.problems()).toMatchObject([{ code: "required", control: "why" }]);
    editor.press("3");
    expect(editor.problems()).toEqual([]);
    expect(editor.result().map(({ from_name }) => from_name)).toEqual(["mood", "why"]);
    editor.press("1");
    expect(editor.result().map(({ from_name }) => from_name)).toEqual(["mood"]);
  });
});

describe("questions about regions", () => {
  const tree = view(
    tag("Labels", { name: "label", toName: "text" }, labels("PER", "LOC")),
    text,
    tag("TextArea", { name: "note", toName: "text", perRegion: true, required: true }, [], {
      kind: "region-selected",
      tagName: null,
      values: ["PER"],
      and: null,
    }),
  );

  it("are required of every region they are asked of", () => {
    const editor = new TestEditor({ tree, data: { text: "Marie in Warsaw" } });
    const words = editor.showText();
    editor.press("1");
    words.dragOver("Marie");
    editor.press("u", "2");
    words.dragOver("Warsaw");
    const [marie] = editor.result();
    expect(editor.problems()).toMatchObject([{ control: "note", region: marie?.id }]);
    editor.select([marie?.id ?? ""]);
    answer(editor, "note", ["scientist"]);
    expect(editor.problems()).toEqual([]);
  });
});
