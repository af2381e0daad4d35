import { describe, expect, it } from "vitest";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";

const text = tag("Text", { name: "text", value: $("text") });

function ask(attrs: Parameters<typeof tag>[1], ...others: ReturnType<typeof tag>[]) {
  const control = tag("Number", { name: "n", toName: "text", ...attrs });
  return new TestEditor({ tree: view(text, control, ...others), data: { text: "Some text." } });
}

describe("Number", () => {
  it("writes a number, as Label Studio does", () => {
    const editor = ask({ min: -10, max: 100 });
    editor.answer("n", 42.5);
    const { id, ...item } = editor.item;
    expect(id).toHaveLength(10);
    expect(item).toEqual({
      value: { number: 42.5 },
      from_name: "n",
      to_name: "text",
      type: "number",
      origin: "manual",
    });
    editor.answer("n", 0);
    expect(editor.item.value).toEqual({ number: 0 });
    editor.answer("n", null);
    expect(editor.result()).toEqual([]);
  });

  it.each([
    [{ min: 2 }, 1, "It takes 2 or more."],
    [{ max: 5 }, 5.5, "It takes 5 or less."],
    [{ min: 1, step: 0.5 }, 2.2, "The nearest that go are 2 and 2.5."],
    [{ step: 0.1 }, 0.3, null],
    [{ min: 1, step: 2 }, 4, "The nearest that go are 3 and 5."],
    [{ min: 1, step: 2 }, 5, null],
    [{}, 2.71, null],
  ])("with %j and the answer %d says %s", (attrs, value, reason) => {
    const editor = ask(attrs);
    editor.answer("n", value);
    expect(editor.problems().map(({ code, message }) => [code, message])).toEqual(
      reason === null ? [] : [["invalid", `“n”: ${reason}`]],
    );
  });

  it.each([
    [{}, [1, 2, 3, 4]],
    [{ max: 2 }, [1, 2, 0, 1]],
    [{ min: 5, max: 6 }, [5, 6, 5, 6]],
    [{ step: 0.1, max: 0.35 }, [0.1, 0.2, 0.3, 0]],
    [{ defaultValue: 7 }, [8, 9, 10, 11]],
  ])("with %j counts up by its key: %j", (attrs, seen) => {
    const editor = ask({ ...attrs, hotkey: "k" });
    const answers = seen.map(() => editor.press("k").item.value?.number);
    expect(answers).toEqual(seen);
  });

  it("gives its default where nobody answered, once the annotation is submitted", () => {
    const editor = ask({ defaultValue: 3, required: true });
    expect(editor.result()).toEqual([]);
    editor.complete();
    expect(editor.problems()).toEqual([]);
    expect(editor.item.value).toEqual({ number: 3 });
    editor.answer("n", 4);
    editor.complete();
    expect(editor.item.value).toEqual({ number: 4 });
  });

  it("gives its default to regions only where an answer is required", () => {
    const regions = tag("Labels", { name: "label", toName: "text" }, labels("PER"));
    const each = (name: string, required: boolean) =>
      tag("Number", { name, toName: "text", perRegion: true, required, defaultValue: 1 });
    const editor = new TestEditor({
      tree: view(regions, text, each("must", true), each("may", false)),
      data: { text: "Marie in Warsaw" },
    });
    editor.showText().dragOver("Marie");
    editor.complete();
    expect(editor.result().map(({ from_name }) => from_name)).toEqual(["label", "must"]);
    expect(editor.problems()).toEqual([]);
  });

  it("is not asked for a default while a choice hides it", () => {
    const hidden = tag("Number", { name: "n", toName: "text", defaultValue: 1 }, [], {
      kind: "choice-selected",
      tagName: "mood",
      values: ["Bad"],
      and: null,
    });
    const mood = tag("Choices", { name: "mood", toName: "text" }, choices("Good", "Bad"));
    const editor = new TestEditor({ tree: view(text, mood, hidden), data: { text: "" } });
    editor.press("1");
    editor.complete();
    expect(editor.result().map(({ from_name }) => from_name)).toEqual(["mood"]);
  });
});
