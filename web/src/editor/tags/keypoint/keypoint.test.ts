import { describe, expect, it } from "vitest";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

function open(attrs = {}) {
  const tree = view(
    tag("KeyPointLabels", { name: "label", toName: "image", ...attrs }, labels("Car", "Person")),
    tag("Image", { name: "image", value: $("image") }),
  );
  const editor = new TestEditor({ tree, data: { image: "grid.png" } });
  return { editor, image: editor.showImage() };
}

describe("setting points", () => {
  it("writes what Label Studio writes, key for key", () => {
    const { editor, image } = open();
    editor.press("1");
    image.click(400, 300);
    editor.press("2");
    image.click(123, 457);
    expect(editor.result().map(({ value }) => value)).toEqual([
      { x: 50, y: 50, width: 0.25, keypointlabels: ["Car"] },
      { x: 15.375, y: (457 / 600) * 100, width: 0.25, keypointlabels: ["Person"] },
    ]);
    const { original_width, image_rotation, type, from_name } = editor.item;
    expect([original_width, image_rotation, type, from_name]).toEqual([
      800,
      0,
      "keypointlabels",
      "label",
    ]);
  });

  it("is as large as strokeWidth on the screen, however far the view is zoomed in", () => {
    const { editor, image } = open({ strokeWidth: 10 });
    editor.press("1");
    image.click(400, 300);
    image.stage.zoom(2, { x: 0, y: 0 });
    image.click(200, 200);
    expect(editor.result().map(({ value }) => value?.width)).toEqual([1.25, 0.625]);
  });

  it("keeps the label in hand for the next point, and sets none outside of the image", () => {
    const { editor, image } = open();
    editor.press("1");
    image.click(100, 100).click(200, 100).click(900, 100);
    expect(editor.result()).toHaveLength(2);
  });

  it("takes up a point that is there instead of setting another on it", () => {
    const { editor, image } = open();
    editor.press("1");
    image.click(400, 300);
    image.drag([400, 300], [480, 300]);
    expect(editor.result()).toHaveLength(1);
    expect(editor.item.value).toMatchObject({ x: 60, y: 50, width: 0.25 });
  });

  it("leaves nothing behind when Escape is pressed before the pointer is let go", () => {
    const { editor, image } = open();
    editor.press("1");
    image.down(400, 300);
    editor.press("Escape");
    image.up(400, 300);
    expect(editor.result()).toEqual([]);
  });
});
