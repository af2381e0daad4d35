import { describe, expect, it } from "vitest";
import type { ResultItem } from "../../core/results";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

type Option = string | ({ value: string } & Record<string, string | number>);

const boxes = (attrs = {}, ...values: Option[]) =>
  view(
    tag(
      "RectangleLabels",
      { name: "label", toName: "image", ...attrs },
      labels(...(values.length > 0 ? values : ["Car", "Person"])),
    ),
    tag("Image", { name: "image", value: $("image") }),
  );

function open(tree = boxes(), result: ResultItem[] = []) {
  const editor = new TestEditor({ tree, data: { image: "grid.png" }, result });
  return { editor, image: editor.showImage() };
}

const fieldsOf = (item: ResultItem) => item.value ?? {};

function expectBox(item: ResultItem, x: number, y: number, width: number, height: number): void {
  const value = fieldsOf(item);
  expect(value.x).toBeCloseTo(x, 9);
  expect(value.y).toBeCloseTo(y, 9);
  expect(value.width).toBeCloseTo(width, 9);
  expect(value.height).toBeCloseTo(height, 9);
}

describe("drawing a box", () => {
  it("writes what Label Studio writes, key for key", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([200, 150], [400, 300]);
    const { id, ...item } = editor.item;
    expect(id).toMatch(/^[\w-]{10}$/);
    expect(item).toEqual({
      original_width: 800,
      original_height: 600,
      image_rotation: 0,
      value: { x: 25, y: 25, width: 25, height: 25, rotation: 0, rectanglelabels: ["Car"] },
      from_name: "label",
      to_name: "image",
      type: "rectanglelabels",
      origin: "manual",
    });
    expect(Object.keys(editor.item)).toEqual([
      "original_width",
      "original_height",
      "image_rotation",
      "value",
      "id",
      "from_name",
      "to_name",
      "type",
      "origin",
    ]);
    expect(Object.keys(fieldsOf(editor.item))).toEqual([
      "x",
      "y",
      "width",
      "height",
      "rotation",
      "rectanglelabels",
    ]);
  });

  it("turns a box drawn up and to the left round", () => {
    const { editor, image } = open();
    editor.press("2");
    image.drag([600, 500], [400, 380]);
    expectBox(editor.item, 50, 63.333333333333336, 25, 20);
    expect(fieldsOf(editor.item).rectanglelabels).toEqual(["Person"]);
  });

  it("clips at the border of the image", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([700, 500], [820, 640]);
    expectBox(editor.item, 87.5, 83.33333333333334, 12.5, 16.666666666666657);
  });

  it("takes two clicks on opposite corners as well", () => {
    const { editor, image } = open();
    editor.press("1");
    image.click(200, 200);
    expect(image.state).toBe("placing corner");
    image.move(300, 230).click(380, 260);
    expectBox(editor.item, 25, 33.33333333333333, 22.5, 10);
    expect(image.state).toBe("idle");
  });

  it("gives the same percents however far the view is zoomed in", () => {
    const { editor, image } = open();
    image.stage.view = { scale: 2.197, x: -478.8, y: -359.1, rotation: 0 };
    editor.press("1");
    image.drag([200, 150], [400, 300]);
    const { x, y, width, height } = fieldsOf(editor.item);
    expect(x).toBeCloseTo(38.62084660901228, 5);
    expect(y).toBeCloseTo(38.62084660901229, 5);
    expect(width).toBeCloseTo(11.379153390987703, 5);
    expect(height).toBeCloseTo(11.37915339098771, 5);
  });

  it("measures in the unrotated image when the view is turned", () => {
    const { editor, image } = open();
    // The recorded stage: the image turned by 90 degrees, 706 x 529.5 before turning.
    image.stage.view = { scale: 529.5 / 600, x: 0, y: 0, rotation: 90 };
    editor.press("1");
    image.drag([100, 50], [200, 200]);
    const { x, y, width, height, rotation } = fieldsOf(editor.item);
    expect(x).toBeCloseTo(7.08, 1);
    expect(y).toBeCloseTo(62.23, 1);
    expect(width).toBeCloseTo(21.246, 1);
    expect(height).toBeCloseTo(18.886, 1);
    expect(rotation).toBe(0);
    expect(editor.item.image_rotation).toBe(90);
  });

  it("leaves nothing behind when Escape is pressed on the way", () => {
    const { editor, image } = open();
    editor.press("1");
    image.down(200, 150).move(300, 220);
    expect(image.state).toBe("drawing shape");
    expect(editor.document.regions.size).toBe(1);
    editor.press("Escape");
    expect(editor.result()).toEqual([]);
    image.move(350, 260).up(350, 260);
    expect(editor.result()).toEqual([]);
    expect(editor.history.canUndo).toBe(false);
    expect(editor.session.armed).toEqual({ label: ["Car"] });
  });

  it("is one step to undo and redo", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([200, 150], [400, 300]);
    const drawn = editor.result();
    editor.press("Ctrl+z");
    expect(editor.result()).toEqual([]);
    editor.press("Ctrl+Shift+z");
    expect(editor.result()).toEqual(drawn);
  });

  it("tells once that the result changed, when the box is done", () => {
    const { editor, image } = open();
    let told = 0;
    editor.onChange(() => told++);
    editor.press("1");
    image.down(200, 150).move(300, 200).move(350, 250);
    expect(told).toBe(0);
    image.up(400, 300);
    expect(told).toBe(1);
  });

  it("keeps the label in hand, and keeps the new box unselected, for the next one", () => {
    const { editor, image } = open();
    editor.press("2");
    image.drag([10, 10], [60, 60]).drag([100, 100], [160, 160]);
    expect(editor.session.selection).toEqual([]);
    expect(editor.result().map((item) => fieldsOf(item).rectanglelabels)).toEqual([
      ["Person"],
      ["Person"],
    ]);
  });

  it("without a label selects the box, so that the next key names it", () => {
    const { editor, image } = open();
    image.drag([200, 150], [400, 300]);
    expect(editor.problems()).toMatchObject([{ code: "unlabelled" }]);
    editor.press("2");
    expect(fieldsOf(editor.item).rectanglelabels).toEqual(["Person"]);
    expect(editor.problems()).toEqual([]);
  });

  it("stores aliases, and several labels in the order of the config", () => {
    const { editor, image } = open(
      boxes({ choice: "multiple" }, { value: "Car", alias: "vehicle" }, "Person"),
    );
    editor.press("2", "1");
    image.drag([100, 100], [200, 200]);
    expect(fieldsOf(editor.item).rectanglelabels).toEqual(["vehicle", "Person"]);
  });

  it("ignores a box thinner than the hand can mean", () => {
    const { editor, image } = open();
    editor.press("1");
    image.drag([200, 150], [300, 151]);
    expect(editor.result()).toEqual([]);
  });

  it("refuses more boxes of a label than maxUsages allows", () => {
    const { editor, image } = open(boxes({}, { value: "Car", maxUsages: 1 }));
    editor.press("1");
    editor.update({ armed: { label: ["Car"] } });
    image.drag([10, 10], [60, 60]).drag([100, 100], [160, 160]);
    expect(editor.result()).toHaveLength(1);
  });

  it("draws nothing in a read-only editor", () => {
    const editor = new TestEditor({ tree: boxes(), data: { image: "x" }, readOnly: true });
    const image = editor.showImage();
    editor.press("1");
    image.drag([200, 150], [400, 300]);
    expect(editor.result()).toEqual([]);
  });
});

describe("a box in hand", () => {
  const at = (x: number, y: number, width: number, height: number, rotation = 0): ResultItem => ({
    original_width: 800,
    original_height: 600,
    image_rotation: 0,
    value: { x, y, width, height, rotation, rectanglelabels: ["Car"] },
    id: "zV4zAXzgpv",
    from_name: "label",
    to_name: "image",
    type: "rectanglelabels",
    origin: "manual",
  });

  function grasp(item = at(25, 25, 25, 25)) {
    const { editor, image } = open(boxes(), [item]);
    editor.press("v");
    editor.select([item.id ?? ""]);
    return { editor, image };
  }

  it("moves, by as much as the hand does", () => {
    const { editor, image } = grasp(at(25, 33.33333333333333, 25, 16.66666666666667));
    image.drag([300, 250], [350, 270]);
    expectBox(editor.item, 31.25, 36.66666666666666, 25, 16.66666666666667);
  });

  it("is selected by the press that moves it", () => {
    const { editor, image } = grasp();
    editor.press("u");
    image.drag([300, 225], [340, 225]);
    expect(editor.session.selection).toEqual(["zV4zAXzgpv"]);
    expectBox(editor.item, 30, 25, 25, 25);
  });

  it("stops at the border of the image", () => {
    const { editor, image } = grasp();
    image.drag([300, 225], [-500, 900]);
    expectBox(editor.item, 0, 75, 25, 25);
  });

  // The box lies from (200,150) to (400,300); every handle is pulled by (20,-30).
  it.each([
    ["nw", 200, 150, [27.5, 20, 22.5, 30]],
    ["n", 300, 150, [25, 20, 25, 30]],
    ["ne", 400, 150, [25, 20, 27.5, 30]],
    ["e", 400, 225, [25, 25, 27.5, 25]],
    ["se", 400, 300, [25, 25, 27.5, 20]],
    ["s", 300, 300, [25, 25, 25, 20]],
    ["sw", 200, 300, [27.5, 25, 22.5, 20]],
    ["w", 200, 225, [27.5, 25, 22.5, 25]],
  ] as const)("is resized by its %s handle", (_, x, y, [left, top, width, height]) => {
    const { editor, image } = grasp();
    image.drag([x, y], [x + 20, y - 30]);
    expectBox(editor.item, left, top, width, height);
  });

  it("turns over when a handle is pulled past the other side", () => {
    const { editor, image } = grasp();
    image.drag([400, 225], [120, 225]);
    expectBox(editor.item, 15, 25, 10, 25);
  });

  it("turns about its centre by the knob, as Label Studio does", () => {
    const { editor, image } = grasp(at(25, 33.33333333333333, 25, 16.66666666666667));
    image.drag([300, 176], [350, 163]);
    const { x, y, width, height, rotation } = fieldsOf(editor.item);
    expect(x).toBeCloseTo(29.77659992427138, 6);
    expect(y).toBeCloseTo(26.136819202567175, 6);
    expect(width).toBeCloseTo(25, 6);
    expect(height).toBeCloseTo(16.66666666666667, 6);
    expect(rotation).toBeCloseTo(29.886526940424062, 6);
  });

  it("goes back where it was when Escape is pressed on the way", () => {
    const { editor, image } = grasp();
    image.down(400, 300).move(500, 400);
    expect(image.state).toBe("resizing");
    editor.press("Escape");
    image.up(500, 400);
    expectBox(editor.item, 25, 25, 25, 25);
    expect(editor.history.canUndo).toBe(false);
  });

  it("stays where it is under a click", () => {
    const { editor, image } = grasp();
    image.click(300, 225);
    expect(editor.history.canUndo).toBe(false);
  });

  it("is relabelled, duplicated, deleted and brought back by keys", () => {
    const { editor } = grasp();
    editor.press("2");
    expect(fieldsOf(editor.item).rectanglelabels).toEqual(["Person"]);
    editor.press("Ctrl+d");
    expect(editor.result()).toHaveLength(2);
    expect(new Set(editor.result().map(({ id }) => id)).size).toBe(2);
    editor.press("Backspace");
    expect(editor.result()).toHaveLength(1);
    editor.press("Ctrl+z", "Ctrl+z", "Ctrl+z");
    expect(editor.result()).toEqual([at(25, 25, 25, 25)]);
  });

  it("is nudged by arrows: a pixel, or ten with Shift; a run of them is one step", () => {
    const { editor } = grasp();
    editor.press("ArrowRight", "ArrowRight", "Shift+ArrowDown");
    expectBox(editor.item, 25.25, 26.666666666666668, 25, 25);
    editor.press("Ctrl+z");
    expectBox(editor.item, 25, 25, 25, 25);
  });

  it("grows by Ctrl and arrows", () => {
    const { editor } = grasp();
    editor.press("Ctrl+ArrowRight", "Ctrl+ArrowUp");
    expectBox(editor.item, 25, 25, 25.5, 24.333333333333332);
  });

  it("cannot be moved while it is locked", () => {
    const { editor, image } = grasp();
    editor.press("Alt+l");
    image.drag([300, 225], [400, 225]);
    expectBox(editor.item, 25, 25, 25, 25);
  });

  it("is found through the box around it, and the outer one beside it", () => {
    const inner = { ...at(30, 30, 5, 5), id: "inner" };
    const { editor, image } = open(boxes(), [at(25, 25, 25, 25), inner]);
    editor.press("v");
    image.click(260, 195);
    expect(editor.session.selection).toEqual(["inner"]);
    image.click(380, 280);
    expect(editor.session.selection).toEqual(["zV4zAXzgpv"]);
  });

  it("is selected with others by dragging over them", () => {
    const { editor, image } = open(boxes(), [at(25, 25, 25, 25), { ...at(60, 60, 5, 5), id: "b" }]);
    editor.press("v");
    image.drag([100, 100], [500, 400]);
    expect(editor.session.selection).toEqual(["zV4zAXzgpv", "b"]);
  });
});

describe("keyboard alone", () => {
  it("makes a box in the middle and moves it", () => {
    const { editor } = open();
    editor.press("1", "Alt+b");
    expectBox(editor.item, 40.625, 37.5, 18.75, 25);
    editor.press("ArrowLeft");
    expectBox(editor.item, 40.5, 37.5, 18.75, 25);
  });
});

describe("Rectangle with Labels", () => {
  const tree = view(
    tag("Labels", { name: "label", toName: "image" }, labels("Car", "Person")),
    tag("Rectangle", { name: "rect", toName: "image" }),
    tag("Image", { name: "image", value: $("image") }),
  );

  it("writes two items of one id", () => {
    const { editor, image } = open(tree);
    editor.press("2");
    image.drag([200, 150], [400, 300]);
    const [geometry, label] = editor.result();
    const box = { x: 25, y: 25, width: 25, height: 25, rotation: 0 };
    expect(geometry).toMatchObject({ from_name: "rect", type: "rectangle", value: box });
    expect(Object.keys(geometry?.value ?? {})).not.toContain("labels");
    expect(label).toMatchObject({
      from_name: "label",
      type: "labels",
      value: { ...box, labels: ["Person"] },
    });
    expect(label?.id).toBe(geometry?.id);
  });

  it("writes the geometry alone when there is no label, and that is no problem", () => {
    const { editor, image } = open(tree);
    image.drag([200, 150], [400, 300]);
    expect(editor.result()).toMatchObject([{ from_name: "rect", type: "rectangle" }]);
    expect(editor.problems()).toEqual([]);
  });
});

describe("a box by three clicks", () => {
  const bare = () =>
    view(
      tag("Labels", { name: "label", toName: "image" }, labels("Car", "Person")),
      tag("Rectangle", { name: "rect", toName: "image" }),
      tag("Image", { name: "image", value: $("image") }),
    );

  it("is turned along its first side, as Label Studio's is", () => {
    const { editor, image } = open(bare());
    editor.press("1", "Shift+R");
    image.click(200, 200).click(380, 260).click(335, 350);
    const [shape, label] = editor.result();
    expectBox(shape as ResultItem, 25, 100 / 3, 23.717082451262847, 16.60195771588399);
    expect(fieldsOf(shape as ResultItem).rotation).toBeCloseTo(18.434948822922024, 9);
    expect(label?.value?.labels).toEqual(["Car"]);
  });

  it("opens to either side, and its first side may be pulled at one go", () => {
    const { editor, image } = open(bare());
    editor.press("1", "Shift+R");
    image.drag([200, 300], [400, 300]).click(300, 200);
    expectBox(editor.item, 25, 100 / 3, 25, 100 / 6);
  });

  it("leaves nothing behind when Escape is pressed on the way", () => {
    const { editor, image } = open(bare());
    editor.press("1", "Shift+R");
    image.click(200, 200).click(380, 260).move(335, 350);
    expect(image.state).toBe("opening box");
    editor.press("Escape");
    expect(editor.result()).toEqual([]);
    expect(image.state).toBe("idle");
  });
});
