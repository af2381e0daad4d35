import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { TestEditor, type TestImage } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

const image = tag("Image", { name: "image", value: $("image") });

function open(result: ResultItem[] = []) {
  const tree = view(
    tag("PolygonLabels", { name: "label", toName: "image" }, labels("Car", "Person")),
    image,
  );
  const editor = new TestEditor({ tree, data: { image: "grid.png" }, result });
  return { editor, image: editor.showImage() };
}

const CORNERS = [
  [100, 100],
  [300, 120],
  [320, 300],
  [120, 280],
] as const;

function place(image: TestImage, corners: readonly (readonly [number, number])[] = CORNERS): void {
  for (const [x, y] of corners) image.click(x, y);
}

const pixels = ({ value }: ResultItem) =>
  ((value?.points ?? []) as number[][]).map(([x = 0, y = 0]) => [
    Math.round((x / 100) * 800),
    Math.round((y / 100) * 600),
  ]);

describe("drawing a polygon", () => {
  it("is closed by its first corner and writes what Label Studio writes, key for key", () => {
    const { editor, image } = open();
    editor.press("1");
    place(image);
    expect(image.state).toBe("placing corners");
    image.click(100, 100);
    const { id, ...item } = editor.item;
    expect(item).toEqual({
      original_width: 800,
      original_height: 600,
      image_rotation: 0,
      value: {
        points: [
          [12.5, expect.closeTo(100 / 6, 9)],
          [37.5, 20],
          [40, 50],
          [15, expect.closeTo(140 / 3, 9)],
        ],
        closed: true,
        polygonlabels: ["Car"],
      },
      from_name: "label",
      to_name: "image",
      type: "polygonlabels",
      origin: "manual",
    });
  });

  it.each([
    ["a click on the last corner", (_: TestEditor, image: TestImage) => image.click(120, 280)],
    ["Enter", (editor: TestEditor) => editor.press("Enter")],
  ])("is closed by %s too", (_, close) => {
    const { editor, image } = open();
    editor.press("1");
    place(image);
    close(editor, image);
    expect(pixels(editor.item)).toEqual(CORNERS);
    expect(image.state).toBe("idle");
  });

  it("has three corners at least", () => {
    const { editor, image } = open();
    editor.press("1");
    place(image, CORNERS.slice(0, 2));
    editor.press("Enter");
    expect(image.state).toBe("placing corners");
    editor.press("Escape");
    expect(editor.result()).toEqual([]);
  });

  it("gives back corner after corner by Backspace or undo, and at last itself", () => {
    const { editor, image } = open();
    editor.press("1");
    place(image);
    editor.press("Backspace", "Ctrl+z");
    image.click(200, 400);
    editor.press("Enter");
    expect(pixels(editor.item)).toEqual([CORNERS[0], CORNERS[1], [200, 400]]);
    editor.press("Ctrl+z");
    expect(editor.result()).toEqual([]);
    image.click(400, 400);
    editor.press("Backspace");
    expect(image.state).toBe("idle");
  });

  it("follows eighths of a circle with Shift, and the border of the image always", () => {
    const { editor, image } = open();
    editor.press("1");
    image.click(100, 100);
    image.click(300, 110, { shift: true }).click(900, 300).click(100, 300);
    editor.press("Enter");
    expect(pixels(editor.item)).toEqual([
      [100, 100],
      [300, 100],
      [800, 300],
      [100, 300],
    ]);
  });

  it("is one step to undo and redo", () => {
    const { editor, image } = open();
    editor.press("1");
    place(image);
    editor.press("Enter", "Ctrl+z");
    expect(editor.result()).toEqual([]);
    editor.press("Ctrl+y");
    expect(pixels(editor.item)).toEqual(CORNERS);
  });
});

describe("a polygon in hand", () => {
  const drawn = () => {
    const { editor, image } = open();
    editor.press("1");
    place(image);
    editor.press("Enter", "v");
    image.click(200, 200);
    return { editor, image };
  };

  it("has its corners pulled", () => {
    const { editor, image } = drawn();
    image.drag([320, 300], [400, 360]);
    expect(pixels(editor.item)).toEqual([CORNERS[0], CORNERS[1], [400, 360], CORNERS[3]]);
  });

  it("gets a corner where the middle of an edge is pulled", () => {
    const { editor, image } = drawn();
    image.drag([200, 110], [200, 60]);
    expect(pixels(editor.item)).toEqual([CORNERS[0], [200, 60], ...CORNERS.slice(1)]);
  });

  it("loses a corner by Alt and a click, but never the third", () => {
    const { editor, image } = drawn();
    image.click(320, 300, { alt: true });
    expect(pixels(editor.item)).toEqual([CORNERS[0], CORNERS[1], CORNERS[3]]);
    image.click(300, 120, { alt: true });
    expect(pixels(editor.item)).toHaveLength(3);
  });

  it("moves as a whole and stops at the border of the image", () => {
    const { editor, image } = drawn();
    image.drag([200, 200], [0, 210]);
    expect(pixels(editor.item)).toEqual(CORNERS.map(([x, y]) => [x - 100, y + 10]));
  });

  it("is hit inside and on its edge, and not in the corner of the box around it", () => {
    const { editor, image } = drawn();
    editor.press("Escape");
    image.click(110, 270);
    expect(editor.selected).toHaveLength(0);
    image.click(301, 122);
    expect(editor.selected).toHaveLength(1);
  });
});

it("reads an open polygon with a hole of unknown keys and writes it back unchanged", () => {
  const item: ResultItem = {
    id: "p1",
    original_width: 800,
    original_height: 600,
    image_rotation: 0,
    value: {
      points: [
        [1, 2],
        [3, 4],
      ],
      closed: false,
      polygonlabels: ["Car"],
    },
    from_name: "label",
    to_name: "image",
    type: "polygonlabels",
    origin: "manual",
  };
  expect(open([item]).editor.result()).toEqual([item]);
});

it("with plain Labels writes two items of one id", () => {
  const tree = view(
    tag("Labels", { name: "label", toName: "image" }, labels("Car", "Person")),
    tag("Polygon", { name: "poly", toName: "image" }),
    image,
  );
  const editor = new TestEditor({ tree, data: { image: "grid.png" } });
  const shown = editor.showImage();
  editor.press("2", "p");
  place(shown, CORNERS.slice(0, 3));
  shown.click(100, 100);
  const [shape, label] = editor.result();
  expect([shape?.type, label?.type, shape?.id === label?.id]).toEqual(["polygon", "labels", true]);
  expect(label?.value).toMatchObject({ closed: true, labels: ["Person"] });
});
