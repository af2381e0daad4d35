import { describe, expect, it } from "vitest";
import { TestEditor } from "../testing/TestEditor";
import { $, choices, labels, tag, view } from "../testing/tree";
import type { ResultItem } from "./results";

const tree = view(
  tag("RectangleLabels", { name: "label", toName: "image" }, labels("Car", "Person")),
  tag("Image", { name: "image", value: $("image") }),
  tag("Choices", { name: "mood", toName: "image" }, choices("good", "bad")),
);

const box = (id: string, x: number, score: number): ResultItem => ({
  original_width: 800,
  original_height: 600,
  image_rotation: 0,
  value: { x, y: 10, width: 10, height: 10, rotation: 0, rectanglelabels: ["Car"] },
  id,
  from_name: "label",
  to_name: "image",
  type: "rectanglelabels",
  score,
});

function open() {
  const mood: ResultItem = {
    id: "m",
    from_name: "mood",
    to_name: "image",
    type: "choices",
    value: { choices: ["good"] },
  };
  return new TestEditor({
    tree,
    data: { image: "x" },
    suggestions: [
      { score: 0.7, model_version: "v1", result: [box("a", 10, 0.9), box("b", 50, 0.3), mood] },
    ],
  });
}

describe("suggestions", () => {
  it("are no part of the result until they are taken", () => {
    expect(open().result()).toEqual([]);
  });

  it("are taken one by one, as the model's", () => {
    const editor = open();
    editor.press("Alt+.", "Enter");
    expect(editor.result()).toMatchObject([{ id: "a", origin: "prediction", score: 0.9 }]);
    expect(editor.session.selection).toEqual(["b"]);
    editor.press("Ctrl+z");
    expect(editor.result()).toEqual([]);
    expect(editor.document.suggestions.size).toBe(2);
  });

  it("are taken all at once above a score, as one step", () => {
    const editor = open();
    editor.update({ threshold: 0.5 });
    editor.press("Shift+a");
    expect(editor.result().map(({ id, origin }) => [id, origin])).toEqual([
      ["a", "prediction"],
      ["m", "prediction"],
    ]);
    editor.undo();
    expect(editor.result()).toEqual([]);
  });

  it("are the annotator's too once they are moved", () => {
    const editor = open();
    const image = editor.showImage();
    editor.press("v");
    editor.select(["a"]);
    image.drag([120, 90], [160, 90]);
    expect(editor.item).toMatchObject({ id: "a", origin: "prediction-changed" });
    expect(editor.document.suggestions.size).toBe(1);
  });

  it("are turned down with Backspace", () => {
    const editor = open();
    let told = 0;
    editor.onChange(() => told++);
    editor.select(["b"]);
    editor.press("Backspace");
    expect(editor.document.suggestions.has("b")).toBe(false);
    expect(told).toBe(0);
  });

  it("count as taken when the same answer is given, and as manual when another is", () => {
    const editor = open();
    editor.commands.run("option.mood.good");
    expect(editor.item).toMatchObject({ origin: "prediction", value: { choices: ["good"] } });
    const other = open();
    other.commands.run("option.mood.bad");
    expect(other.item.origin).toBe("manual");
  });

  it("that came without ids get one that can be stored, the same at each reading", () => {
    const bare = [10, 50, 50].map((x) => {
      const { id: _, ...item } = box("", x, 0.9);
      return item;
    });
    const read = (result: ResultItem[] = []) =>
      new TestEditor({ tree, data: { image: "x" }, result, suggestions: [{ result: bare }] });
    const editor = read();
    editor.press("Shift+a");
    const ids = editor.result().map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^[\w-]+$/);
    expect(read(editor.result()).document.suggestions.size).toBe(0);
  });
});
