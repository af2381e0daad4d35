import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, tag, view } from "../../testing/tree";

const text = tag("Text", { name: "text", value: $("text") });
type Attrs = Parameters<typeof tag>[1];

function ask(attrs: Attrs, children: Parameters<typeof tag>[2], result?: ResultItem[]) {
  const control = tag("Choices", { name: "ch", toName: "text", ...attrs }, children);
  return new TestEditor({
    tree: view(text, control),
    data: { text: "Some text." },
    ...(result ? { result } : {}),
  });
}

function stored(value: (string | string[])[]): ResultItem {
  const envelope = { id: "c", from_name: "ch", to_name: "text", type: "choices" };
  return { ...envelope, value: { choices: value } };
}

/** Two branches with a choice of the same name. */
const rooms = [
  tag("Choice", { value: "Kitchen" }, choices("Sink", "Stove")),
  tag("Choice", { value: "Bathroom", alias: "bath" }, choices("Sink", "Tub")),
];

describe("nested Choices", () => {
  it("tell choices of one name apart by their path", () => {
    const editor = ask({ allowNested: true, choice: "multiple" }, rooms);
    editor.press("5");
    expect(editor.item.value).toEqual({ choices: [["bath", "Sink"]] });
    editor.press("2", "6");
    expect(editor.item.value).toEqual({
      choices: [["Kitchen", "Sink"], ["bath"], ["bath", "Sink"], ["bath", "Tub"]],
    });
    editor.press("5");
    expect(editor.item.value).toEqual({
      choices: [
        ["Kitchen", "Sink"],
        ["bath", "Tub"],
      ],
    });
  });

  it("write one path when only one can be chosen", () => {
    const editor = ask({ allowNested: true }, rooms);
    editor.press("2");
    expect(editor.item.value).toEqual({ choices: [["Kitchen", "Sink"]] });
    editor.press("5");
    expect(editor.item.value).toEqual({ choices: [["bath", "Sink"]] });
  });

  it("write names alone without allowNested", () => {
    const editor = ask({ choice: "multiple" }, [...rooms.slice(0, 1), ...choices("Hall")]);
    editor.press("1");
    expect(editor.item.value).toEqual({ choices: ["Kitchen", "Sink", "Stove"] });
  });

  it("read paths, and names as the paths they end", () => {
    const kept = ask({ allowNested: true, choice: "multiple" }, rooms, [stored([["bath", "Tub"]])]);
    expect(kept.result()).toEqual([stored([["bath", "Tub"]])]);
    const named = ask({ allowNested: true, choice: "multiple" }, rooms, [stored(["Stove"])]);
    named.press("2");
    expect(named.item.value).toEqual({
      choices: [["Kitchen"], ["Kitchen", "Sink"], ["Kitchen", "Stove"]],
    });
  });

  it("start with what the config selects", () => {
    const inner = choices({ value: "Sink", selected: true }, "Tub");
    const editor = ask({ allowNested: true }, [tag("Choice", { value: "Bathroom" }, inner)]);
    expect(editor.item.value).toEqual({ choices: [["Bathroom", "Sink"]] });
  });
});

describe("Choices", () => {
  it("of single-radio stay chosen until another is", () => {
    const editor = ask({ choice: "single-radio" }, choices("A", "B"));
    editor.press("1", "1");
    expect(editor.item.value).toEqual({ choices: ["A"] });
    editor.press("2");
    expect(editor.item.value).toEqual({ choices: ["B"] });
  });

  it("inside Views are choices like others", () => {
    const editor = ask({}, [tag("View", {}, choices("A")), tag("View", {}, choices("B"))]);
    editor.press("2");
    expect(editor.item.value).toEqual({ choices: ["B"] });
  });

  it("keep what the config does not have, behind what it has", () => {
    const editor = ask({ choice: "multiple" }, choices("A", "B"), [stored(["gone", "B"])]);
    editor.press("1");
    expect(editor.item.value).toEqual({ choices: ["A", "B", "gone"] });
  });

  it("that come with the task are picked by what results say of them", () => {
    const template = tag("Choice", { value: null, alias: null, html: null, selected: false });
    const dynamic = {
      ...tag("Choices", { name: "ch", toName: "text", value: $("list") }),
      template,
    };
    const editor = new TestEditor({
      tree: view(text, dynamic),
      data: {
        text: "",
        list: [
          { value: "Red", alias: "r" },
          { value: "Blue", html: "<b>B</b>" },
        ],
      },
    });
    editor.press("1");
    expect(editor.item.value).toEqual({ choices: ["r"] });
    editor.press("2");
    expect(editor.item.value).toEqual({ choices: ["Blue"] });
  });
});
