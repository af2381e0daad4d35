import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TestEditor } from "../testing/TestEditor";
import { $, choices, labels, tag, view } from "../testing/tree";
import type { ResultItem } from "./results";

const tree = view(
  tag("RectangleLabels", { name: "label", toName: "image" }, labels("Car", "Person")),
  tag("Image", { name: "image", value: $("image") }),
  tag("Choices", { name: "color", toName: "image", perRegion: true }, choices("red", "blue")),
  tag("Choices", { name: "mood", toName: "image" }, choices("good", "bad")),
);

const open = (result: ResultItem[]) => new TestEditor({ tree, data: { image: "x" }, result });

const box = (id: string, more: Partial<ResultItem> = {}): ResultItem => ({
  original_width: 800,
  original_height: 600,
  image_rotation: 0,
  value: {
    x: 25,
    y: 16.666666666666664,
    width: 25,
    height: 25,
    rotation: 0,
    rectanglelabels: ["Car"],
  },
  id,
  from_name: "label",
  to_name: "image",
  type: "rectanglelabels",
  origin: "manual",
  ...more,
});

const STRANGE: ResultItem[] = [
  box("a", { score: 0.5, parentID: "root", custom: { deep: [1, 2] }, readonly: false }),
  { type: "relation", from_id: "a", to_id: "b", direction: "right", labels: ["near"] },
  box("b", { item_index: 0, meta: { text: ["a note"], other: 1 } }),
  {
    id: "n",
    type: "number",
    from_name: "num",
    to_name: "image",
    value: { number: 4.5 },
    origin: "manual",
  },
  {
    ...box("a"),
    type: "number",
    from_name: "num",
    value: { x: 25, y: 16, width: 25, height: 25, rotation: 0, number: 3 },
  },
  {
    id: "c",
    type: "choices",
    from_name: "mood",
    to_name: "image",
    value: { choices: ["good"], extra: true },
  },
  { id: "d", type: "choices", from_name: "mood", to_name: "image", value: { choices: ["bad"] } },
  { id: "e", type: "rectanglelabels", from_name: "label", to_name: "image", value: { points: [] } },
  { type: "rating", value: { rating: 1 } },
];

describe("what is opened and saved without a change", () => {
  it("is the same, to the last unknown key, though one id's items come together", () => {
    const saved = open(STRANGE).result();
    expect(saved).toHaveLength(STRANGE.length);
    for (const item of STRANGE) expect(saved).toContain(item);
  });

  it("is the same whatever it holds", () => {
    const item = fc.record({
      id: fc.string(),
      type: fc.constantFrom("rectanglelabels", "choices", "rating", "relation", "labels"),
      from_name: fc.constantFrom("label", "mood", "color", "nobody"),
      to_name: fc.constantFrom("image", "nothing"),
      value: fc.dictionary(
        fc.constantFrom(
          "x",
          "y",
          "width",
          "height",
          "rotation",
          "choices",
          "rectanglelabels",
          "other",
        ),
        fc.oneof(fc.double({ noNaN: true }), fc.array(fc.string()), fc.string(), fc.constant(null)),
      ),
      origin: fc.constantFrom("manual", "prediction", "odd"),
    });
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const saved = open(items as ResultItem[]).result();
        expect(saved).toHaveLength(items.length);
        for (const each of items) expect(saved).toContain(each);
      }),
    );
  });
});

describe("what is changed", () => {
  it("keeps the keys nobody knows, and moves every item of its region along", () => {
    const editor = open(STRANGE);
    const image = editor.showImage();
    editor.press("v");
    editor.select(["a"]);
    image.drag([300, 175], [380, 175]);
    const [label, number] = editor.result().filter(({ id }) => id === "a");
    expect(label).toMatchObject({ score: 0.5, parentID: "root", custom: { deep: [1, 2] } });
    expect(label?.value?.x).toBeCloseTo(35, 9);
    expect(number?.value).toMatchObject({ number: 3 });
    expect(number?.value?.x).toBeCloseTo(35, 9);
  });

  it("keeps unknown keys of an answer's value", () => {
    const editor = open(STRANGE);
    editor.commands.run("option.mood.bad");
    expect(editor.result().find(({ id }) => id === "c")?.value).toEqual({
      choices: ["bad"],
      extra: true,
    });
  });

  it("takes the relations of a deleted region along, and brings them back", () => {
    const editor = open(STRANGE);
    editor.select(["b"]);
    editor.press("Backspace");
    expect(editor.result().some(({ type }) => type === "relation")).toBe(false);
    editor.press("Ctrl+z");
    expect(editor.result().at(-1)?.type).toBe("relation");
  });

  it("writes relations last, whatever is drawn after", () => {
    const editor = open(STRANGE);
    const image = editor.showImage();
    editor.press("1");
    image.drag([700, 500], [780, 580]);
    expect(editor.result().at(-1)?.type).toBe("relation");
  });
});
