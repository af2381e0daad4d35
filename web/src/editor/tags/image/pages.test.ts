import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

const PAGES = ["one.png", "two.png", "three.png"];

function open(result: ResultItem[] = []) {
  const tree = view(
    tag("RectangleLabels", { name: "label", toName: "image" }, labels("Car")),
    tag("Image", { name: "image", valueList: $("pages") }),
  );
  const editor = new TestEditor({ tree, data: { pages: PAGES }, result });
  const image = editor.showImage();
  image.stage.pages = PAGES;
  return { editor, image, stage: image.stage };
}

/** What the surface does when the page it turned to has been loaded. */
const load = ({ stage }: ReturnType<typeof open>, width: number, height: number) =>
  stage.setImage({ width, height });

describe("an image of several pages", () => {
  it("writes on which page a region lies, and that page's size, as Label Studio does", () => {
    const opened = open();
    const { editor, image } = opened;
    image.drag([200, 150], [400, 300]);
    editor.press("Ctrl+ArrowRight");
    load(opened, 320, 240);
    opened.stage.actualSize();
    const corner = opened.stage.view;
    image.drag([corner.x + 80, corner.y + 60], [corner.x + 160, corner.y + 120]);
    const [first, second] = editor.result();
    expect(first).toMatchObject({ original_width: 800, image_rotation: 0, item_index: 0 });
    expect(second).toMatchObject({ original_width: 320, original_height: 240, item_index: 1 });
    expect(Object.keys(second ?? {}).slice(0, 5)).toEqual([
      "original_width",
      "original_height",
      "image_rotation",
      "item_index",
      "value",
    ]);
    expect(second?.value).toMatchObject({ x: 25, y: 25, width: 25, height: 25 });
  });

  it("shows and hits the regions of the page that is on show", () => {
    const opened = open();
    const { editor, image, stage } = opened;
    image.drag([200, 150], [400, 300]);
    stage.turnTo(1);
    load(opened, 800, 600);
    expect(stage.regions()).toEqual([]);
    image.click(300, 200);
    editor.press("Escape");
    expect(editor.selected).toEqual([]);
    stage.turnTo(0);
    load(opened, 800, 600);
    expect(stage.regions()).toHaveLength(1);
  });

  it("turns to the page of a region that is selected in the list", () => {
    const opened = open();
    const { editor, image, stage } = opened;
    image.drag([200, 150], [400, 300]);
    stage.turnTo(2);
    expect(editor.session.selection).toEqual([]);
    load(opened, 800, 600);
    const [region] = editor.document.regions.keys();
    editor.select([region ?? ""]);
    expect(stage.page).toBe(0);
  });

  it("goes no farther than its first and its last page", () => {
    const { editor, stage } = open();
    editor.press("Ctrl+ArrowLeft");
    expect(stage.page).toBe(0);
    for (let turn = 0; turn < 5; turn++) {
      editor.press("Ctrl+ArrowRight");
      stage.setImage({ width: 10, height: 10 });
    }
    expect(stage.page).toBe(2);
  });
});
