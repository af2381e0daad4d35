import { describe, expect, it } from "vitest";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";
import { layOut } from "../../ui/layout";
import { formOf, isRepeated } from "./form";

type Attrs = Parameters<typeof tag>[1];

function ask(attrs: Attrs) {
  const tree = view(
    tag("Text", { name: "text", value: $("text") }),
    tag("TextArea", { name: "t", toName: "text", ...attrs }),
  );
  const editor = new TestEditor({ tree, data: { text: "Some text.", guess: "A guess." } });
  const control = editor.plan.controls.get("t");
  if (!control) throw new Error("The config has a TextArea.");
  return { editor, form: formOf(control) };
}

describe("the form of a TextArea", () => {
  it.each<[Attrs, Partial<ReturnType<typeof formOf>>]>([
    [{}, { rows: 1, puts: true, hasButton: false, editable: false }],
    [{ rows: 3 }, { rows: 3, puts: true, hasButton: true }],
    [{ rows: 3, showSubmitButton: false }, { hasButton: false }],
    [{ showSubmitButton: true }, { hasButton: true }],
    [
      { maxSubmissions: 1, showSubmitButton: true },
      { puts: false, hasButton: false, most: 1 },
    ],
    [
      { allowSubmit: false, rows: 2 },
      { puts: false, hasButton: false },
    ],
    [{ editable: true }, { editable: true }],
    [{ transcription: true }, { editable: true }],
    [{ skipDuplicates: true }, { unique: true }],
  ])("with %j has %j", (attrs, form) => {
    expect(ask(attrs).form).toMatchObject(form);
  });
});

describe("TextArea", () => {
  it("starts with the prefilled text, which may be submitted as it is", () => {
    const { editor } = ask({ value: $("guess") });
    expect(editor.item.value).toEqual({ text: ["A guess."] });
  });

  it("writes no answer twice where none may be repeated, in whatever case", () => {
    expect(isRepeated(["One"], "oNE")).toBe(true);
    const { editor } = ask({ skipDuplicates: true });
    editor.answer("t", ["One", "two", "ONE"]);
    expect(editor.item.value).toEqual({ text: ["One", "two"] });
    const free = ask({}).editor;
    free.answer("t", ["One", "ONE"]);
    expect(free.item.value).toEqual({ text: ["One", "ONE"] });
  });

  it("writes the last answer as it is being typed", () => {
    const { editor } = ask({ rows: 3 });
    editor.answer("t", ["line 1\nline 2"]);
    expect(editor.item.value).toEqual({ text: ["line 1\nline 2"] });
    editor.answer("t", ["line 1", "  "]);
    expect(editor.item.value).toEqual({ text: ["line 1"] });
  });
});

describe("a TextArea in the list of regions", () => {
  const field = (attrs: Attrs) => {
    const tree = view(
      tag("Labels", { name: "label", toName: "text" }, labels("PER", "LOC")),
      tag("Text", { name: "text", value: $("text") }),
      tag("TextArea", { name: "t", toName: "text", displayMode: "region-list", ...attrs }),
    );
    return new TestEditor({ tree, data: { text: "Marie in Warsaw" } });
  };

  it("is asked there and not beside the stage", () => {
    const editor = field({ perRegion: true });
    expect(editor.plan.controls.get("t")?.inList).toBe(true);
    expect(layOut(editor).details).toEqual([]);
    expect(layOut(editor).questions).toEqual([]);
  });

  it("is a question like others when it is not about regions", () => {
    const editor = field({});
    expect(editor.plan.controls.get("t")?.inList).toBe(false);
    expect(layOut(editor).questions).toHaveLength(1);
  });
});
