import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { areaOfMask, boundsOfMask, coverAt, type Mask } from "../../kernels/mask";
import { decodeRle } from "../../kernels/rle";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

const SIZE = { width: 800, height: 600 };

function open(attrs = {}, result: ResultItem[] = []) {
  const tree = view(
    tag("BrushLabels", { name: "label", toName: "image", ...attrs }, labels("Car", "Person")),
    tag("Image", { name: "image", value: $("image") }),
  );
  const editor = new TestEditor({ tree, data: { image: "grid.png" }, result });
  return { editor, image: editor.showImage() };
}

const maskOf = ({ value }: ResultItem): Mask => decodeRle(value?.rle as number[], SIZE);

describe("painting", () => {
  it("writes what Label Studio writes, key for key", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([100, 100], [160, 100]);
    const { id, value, ...item } = editor.item;
    expect(item).toEqual({
      original_width: 800,
      original_height: 600,
      image_rotation: 0,
      from_name: "label",
      to_name: "image",
      type: "brushlabels",
      origin: "manual",
    });
    expect(Object.keys(value ?? {})).toEqual(["format", "rle", "brushlabels"]);
    const mask = maskOf(editor.item);
    // A brush 15 wide along 60 pixels: a bar with round ends.
    expect(boundsOfMask(mask)).toEqual({ left: 92, top: 92, right: 168, bottom: 108 });
    expect(coverAt(mask, 130, 100)).toBe(255);
    expect(coverAt(mask, 130, 110)).toBe(0);
  });

  it("goes on with the selected mask, until it is let go", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([100, 100], [160, 100]).drag([300, 300], [360, 300]);
    expect(editor.result()).toHaveLength(1);
    expect(coverAt(maskOf(editor.item), 330, 300)).toBe(255);
    editor.press("Escape", "2");
    image.drag([500, 500], [560, 500]);
    expect(editor.result().map(({ value }) => value?.brushlabels)).toEqual([["Car"], ["Person"]]);
  });

  it("is as wide on the screen as the config or the person says, however far the view is in", () => {
    const { editor, image } = open({ strokeWidth: 40 });
    editor.press("1");
    image.click(400, 300);
    const area = areaOfMask(maskOf(editor.item));
    editor.press("Escape", "]");
    image.stage.zoom(2, { x: 0, y: 0 });
    image.click(200, 200);
    const [, other] = editor.result();
    const ratio = areaOfMask(maskOf(other as ResultItem)) / area;
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(0.5);
  });

  it("is a step a stroke", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([100, 100], [160, 100]).drag([300, 300], [360, 300]);
    editor.press("Ctrl+z");
    expect(coverAt(maskOf(editor.item), 330, 300)).toBe(0);
    editor.press("Ctrl+z");
    expect(editor.result()).toEqual([]);
    editor.press("Ctrl+y", "Ctrl+y");
    expect(coverAt(maskOf(editor.item), 330, 300)).toBe(255);
  });

  it("leaves nothing behind when Escape is pressed on the way", () => {
    const { editor, image } = open();
    editor.press("1");
    image.down(100, 100).move(150, 100);
    editor.press("Escape");
    image.up(150, 100);
    expect(editor.result()).toEqual([]);
    expect(image.state).toBe("idle");
  });

  it("stops at the border of the image", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([780, 300], [900, 300]);
    expect(boundsOfMask(maskOf(editor.item)).right).toBe(800);
  });
});

describe("scratching out", () => {
  const painted = () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([100, 100], [200, 100]);
    return { editor, image };
  };

  it("takes paint out of the selected mask with the eraser, and with Alt", () => {
    const { editor, image } = painted();
    editor.press("e");
    image.drag([140, 100], [160, 100]);
    image.drag([190, 100], [210, 100]);
    editor.press("b");
    image.click(110, 100, { alt: true });
    const mask = maskOf(editor.item);
    expect([coverAt(mask, 150, 100), coverAt(mask, 200, 100), coverAt(mask, 110, 100)]).toEqual([
      0, 0, 0,
    ]);
    expect(coverAt(mask, 125, 100)).toBe(255);
  });

  it("takes the mask under it when none is selected, and changes nothing beside paint", () => {
    const { editor, image } = painted();
    editor.press("Escape", "e");
    image.drag([400, 400], [450, 400]);
    image.drag([140, 100], [160, 100]);
    expect(coverAt(maskOf(editor.item), 150, 100)).toBe(0);
  });

  it("of all paint takes the region away, and undo brings both back", () => {
    const { editor, image } = painted();
    editor.press("e", "]", "]", "]", "]", "]", "]");
    image.drag([80, 100], [220, 100]);
    expect(editor.result()).toEqual([]);
    editor.press("Ctrl+z", "Ctrl+z");
    expect(coverAt(maskOf(editor.item), 150, 100)).toBe(255);
  });
});

it("keeps an untouched mask as it was read, moves one, and keeps a broken one without showing it", () => {
  const drawn = open();
  drawn.editor.press("1");
  drawn.image.drag([100, 100], [160, 100]);
  const item = { ...drawn.editor.item, score: 0.5 };
  const { editor, image } = open({}, [item]);
  expect(editor.result()).toEqual([item]);
  editor.press("v");
  image.drag([130, 100], [180, 140]);
  expect(boundsOfMask(maskOf(editor.item))).toEqual({
    left: 142,
    top: 132,
    right: 218,
    bottom: 148,
  });

  const broken = { ...item, value: { ...item.value, rle: [0, 0, 1] } };
  expect(open({}, [broken]).editor.result()).toEqual([broken]);
});
