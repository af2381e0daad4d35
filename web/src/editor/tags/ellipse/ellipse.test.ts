import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

function open(result: ResultItem[] = []) {
  const tree = view(
    tag("EllipseLabels", { name: "label", toName: "image" }, labels("Car", "Person")),
    tag("Image", { name: "image", value: $("image") }),
  );
  const editor = new TestEditor({ tree, data: { image: "grid.png" }, result });
  return { editor, image: editor.showImage() };
}

describe("drawing an ellipse", () => {
  it("pulls the radii from the centre and writes what Label Studio writes, key for key", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([600, 375], [700, 450]);
    const { id, ...item } = editor.item;
    expect(item).toEqual({
      original_width: 800,
      original_height: 600,
      image_rotation: 0,
      value: {
        x: 75,
        y: 62.5,
        radiusX: 12.5,
        radiusY: 12.5,
        rotation: 0,
        ellipselabels: ["Car"],
      },
      from_name: "label",
      to_name: "image",
      type: "ellipselabels",
      origin: "manual",
    });
  });

  it("is a circle with Shift", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([400, 300], [500, 320], { shift: true });
    expect(editor.item.value).toMatchObject({ radiusX: 12.5, radiusY: expect.closeTo(100 / 6, 9) });
  });
});

describe("an ellipse in hand", () => {
  const drawn = () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([400, 300], [500, 350]);
    editor.press("v");
    image.click(400, 300);
    return { editor, image };
  };

  it("turns about its centre by the knob, as Label Studio does", () => {
    const { editor, image } = drawn();
    image.drag([400, 226], [460, 220]);
    const { x, y, radiusX, radiusY, rotation } = editor.item.value as Record<string, number>;
    expect(x).toBeCloseTo(50, 9);
    expect(y).toBeCloseTo(50, 9);
    expect(radiusX).toBeCloseTo(12.5, 9);
    expect(radiusY).toBeCloseTo(100 / 12, 9);
    expect(rotation).toBeCloseTo(36.869897645843764, 9);
  });

  it("is resized by the box around it, the opposite side standing", () => {
    const { editor, image } = drawn();
    image.drag([500, 300], [600, 300]);
    expect(editor.item.value).toMatchObject({ x: 56.25, y: 50, radiusX: 18.75 });
  });

  it("moves, and stops at the border of the image", () => {
    const { editor, image } = drawn();
    image.drag([400, 300], [900, 310]);
    expect(editor.item.value).toMatchObject({ x: 87.5, radiusX: 12.5 });
  });

  it("is not hit in the corners of the box around it", () => {
    const { editor, image } = drawn();
    editor.press("Escape");
    image.click(495, 345);
    expect(editor.selected).toHaveLength(0);
    image.click(480, 325);
    expect(editor.selected).toHaveLength(1);
  });
});

it("reads a result and writes it back unchanged", () => {
  const item: ResultItem = {
    id: "e1",
    original_width: 800,
    original_height: 600,
    image_rotation: 90,
    value: { x: 49.9, y: 50, radiusX: 12.4, radiusY: 8.3, rotation: 36.87, ellipselabels: ["Car"] },
    from_name: "label",
    to_name: "image",
    type: "ellipselabels",
    origin: "manual",
    score: 0.4,
  };
  expect(open([item]).editor.result()).toEqual([item]);
});
