import { describe, expect, it } from "vitest";
import { labelUses } from "../../core/labeling";
import { TestEditor } from "../../testing/TestEditor";
import { $, labels, tag, view } from "../../testing/tree";

type Attrs = Record<string, string | boolean | number>;

const text = tag("Text", { name: "text", value: $("text") });
const image = tag("Image", { name: "image", value: $("image") });

function boxes(attrs: Attrs, ...names: (string | (Attrs & { value: string }))[]) {
  const control = tag(
    "RectangleLabels",
    { name: "box", toName: "image", ...attrs },
    labels(...names),
  );
  return new TestEditor({ tree: view(image, control), data: { image: "" } });
}

describe("Labels", () => {
  it("start with what the config selects in hand", () => {
    const editor = boxes(
      {},
      "Car",
      { value: "Dog", selected: true },
      { value: "Cat", selected: true },
    );
    expect(editor.session.armed).toEqual({ box: ["Dog"] });
    const several = boxes(
      { choice: "multiple" },
      { value: "Dog", selected: true },
      { value: "Cat", selected: true },
    );
    expect(several.session.armed).toEqual({ box: ["Dog", "Cat"] });
  });

  it("come with the task, each with its own key, colour and alias", () => {
    const template = tag("Label", { value: null, alias: null, background: null, hotkey: null });
    const control = tag(
      "Labels",
      { name: "ner", toName: "text", value: $("kinds") },
      labels("Fixed"),
    );
    const data = {
      text: "Marta",
      kinds: [
        { value: "Person", alias: "P", background: "#123456", hotkey: "p" },
        { value: "Place" },
      ],
    };
    const editor = new TestEditor({ tree: view({ ...control, template }, text), data });
    editor.showText().dragOver("Marta");
    editor.press("p");
    expect(editor.item.value).toMatchObject({ labels: ["P"], text: "Marta" });
    expect(
      editor.plan.controls.get("ner")?.options.map(({ value, color }) => [value, color]),
    ).toEqual([
      ["Fixed", expect.any(String)],
      ["Person", "#123456"],
      ["Place", expect.any(String)],
    ]);
    expect(editor.commands.keys("option.ner.Place")).toEqual(["2"]);
  });

  it("are counted, and say when they are used up", () => {
    const editor = boxes({ maxUsages: 1 }, "Car", { value: "Dog", maxUsages: 2 });
    const stage = editor.showImage();
    editor.press("1");
    stage.drag([10, 10], [50, 50]);
    stage.drag([100, 10], [150, 50]);
    editor.press("2");
    stage.drag([200, 10], [250, 50]);
    const control = editor.plan.controls.get("box");
    expect(control && [...labelUses(editor.document, control)]).toEqual([
      ["Car", 1],
      ["Dog", 1],
    ]);
    expect(editor.result()).toHaveLength(2);
  });

  it("may be none where the config allows it", () => {
    const editor = boxes({ allowEmpty: true }, "Car");
    const stage = editor.showImage();
    stage.drag([10, 10], [50, 50]);
    editor.select([...editor.document.regions.keys()]);
    editor.press("2");
    expect(editor.item.value).toMatchObject({ rectanglelabels: [] });
    expect(editor.problems()).toEqual([]);
    editor.undo();
    expect(editor.item.value).toMatchObject({ rectanglelabels: ["Car"] });
  });

  it("are quick to use though there be two hundred", () => {
    const names = Array.from({ length: 200 }, (_, index) => `Label ${index}`);
    const editor = boxes({}, ...names);
    editor.press("n");
    expect(editor.commands.keys("option.box.Label 29")).toEqual([expect.stringMatching(/^[a-z]$/)]);
    expect(editor.commands.keys("option.box.Label 150")).toEqual([]);
    editor.commands.run("option.box.Label 150");
    editor.showImage().drag([10, 10], [50, 50]);
    expect(editor.item.value).toMatchObject({ rectanglelabels: ["Label 150"] });
  });
});
