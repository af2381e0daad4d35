import { describe, expect, it } from "vitest";
import type { Tag, When } from "../language";
import { TestEditor } from "../testing/TestEditor";
import { $, choices, labels, tag, view } from "../testing/tree";

/** Conditions as the server compiles them. */
const chosen = (tagName: string | null, ...values: string[]): When => ({
  kind: "choice-selected",
  tagName,
  values: values.length === 0 ? null : values,
  and: null,
});
const unchosen = (tagName: string | null, ...values: string[]): When => ({
  ...chosen(tagName, ...values),
  kind: "choice-unselected",
});
const selected = (tagName: string | null, ...values: string[]): When => ({
  ...chosen(tagName, ...values),
  kind: "region-selected",
});

const mood = tag(
  "Choices",
  { name: "mood", toName: "text" },
  choices("Good", { value: "Bad", alias: "b" }),
);
const other = tag("Choices", { name: "other", toName: "text" }, choices("Yes", "Good"));
const topic = tag("Taxonomy", { name: "topic", toName: "text" }, [
  tag("Choice", { value: "Animal" }, choices("Cat")),
]);

const ANSWERS: Readonly<Record<string, unknown>> = {
  Choices: ["Late"],
  TextArea: ["words"],
  Taxonomy: [["Late"]],
  Number: 3,
  Rating: 4,
  DateTime: "2024-03-05",
};

function open(...asked: Tag[]) {
  const tree = view(tag("Text", { name: "text", value: $("text") }), mood, other, topic, ...asked);
  return new TestEditor({ tree, data: { text: "Some text." } });
}

/** A required control with an answer, under a condition of its own or of a View around it. */
function conditional(kind: string, when: When, where: "own" | "view") {
  const inner = kind === "Choices" || kind === "Taxonomy" ? choices("Late") : [];
  const attrs = { name: "q", toName: "text", required: true };
  const control = tag(kind, attrs, inner, where === "own" ? when : null);
  const editor = open(where === "own" ? control : tag("View", {}, [control], when));
  return editor;
}

describe("a condition on choices", () => {
  it.each<[When, Record<string, unknown>, boolean]>([
    [chosen("mood"), {}, false],
    [chosen("mood"), { mood: ["Good"] }, true],
    [chosen("mood", "Good"), { mood: ["b"] }, false],
    [chosen("mood", "Bad"), { mood: ["b"] }, true],
    [chosen("mood", "b"), { mood: ["b"] }, true],
    [chosen("mood", "Good", "Bad"), { mood: ["b"] }, true],
    [chosen("mood", "Good"), { other: ["Good"] }, false],
    [chosen(null, "Good"), { other: ["Good"] }, true],
    [chosen(null), { other: ["Yes"] }, true],
    [chosen("topic", "Cat"), { topic: [["Animal", "Cat"]] }, true],
    [chosen("topic", "Animal"), { topic: [["Animal", "Cat"]] }, false],
    [unchosen("mood"), {}, true],
    [unchosen("mood"), { mood: ["Good"] }, false],
    [unchosen("mood", "Good"), { mood: ["b"] }, true],
    [{ ...chosen("mood", "Good"), and: chosen("other", "Yes") }, { mood: ["Good"] }, false],
    [
      { ...chosen("mood", "Good"), and: chosen("other", "Yes") },
      { mood: ["Good"], other: ["Yes"] },
      true,
    ],
  ])("%j with %j: asked is %s", (when, given, asked) => {
    for (const where of ["own", "view"] as const) {
      const editor = conditional("TextArea", when, where);
      for (const [name, value] of Object.entries(given)) editor.answer(name, value);
      expect(editor.problems().some(({ control }) => control === "q")).toBe(asked);
      editor.answer("q", ANSWERS.TextArea);
      expect(editor.problems()).toEqual([]);
      expect(editor.result().some(({ from_name }) => from_name === "q")).toBe(asked);
    }
  });

  // As Label Studio saves: some controls do not carry the condition of the View around them.
  it.each([
    ["Choices", false],
    ["TextArea", false],
    ["Taxonomy", false],
    ["Number", true],
    ["Rating", true],
    ["DateTime", true],
  ])("hides a %s; its answer stays while another choice is made: %s", (kind, kept) => {
    const editor = conditional(kind, chosen("mood", "Bad"), "view");
    editor.answer("mood", ["b"]);
    editor.answer("q", ANSWERS[kind]);
    const isThere = (): boolean => editor.result().some(({ from_name }) => from_name === "q");
    expect(isThere()).toBe(true);
    editor.answer("mood", ["Good"]);
    expect(isThere()).toBe(kept);
    editor.answer("mood", null);
    expect(isThere()).toBe(false);
    editor.answer("mood", ["b"]);
    expect(isThere()).toBe(true);
  });

  it("does not ask for what it hides, with the message of the config where it does", () => {
    const attrs = { name: "q", toName: "text", required: true, requiredMessage: "Say why!" };
    const editor = open(tag("Number", attrs, [], chosen("mood", "Bad")));
    editor.answer("mood", ["Good"]);
    expect(editor.problems()).toEqual([]);
    editor.answer("mood", ["b"]);
    expect(editor.problems()).toEqual([{ code: "required", control: "q", message: "Say why!" }]);
  });
});

describe("a condition on regions", () => {
  const sets = [
    tag("Labels", { name: "who", toName: "text" }, labels("PER", { value: "LOC", alias: "l" })),
    tag("Labels", { name: "sure", toName: "text" }, labels("Yes")),
  ];

  function withSpan(when: When | null, attrs: Parameters<typeof tag>[1], inView = false) {
    const own = { name: "q", toName: "text", required: true, ...attrs };
    const control = tag("TextArea", own, [], inView ? null : when);
    const text = tag("Text", { name: "text", value: $("text") });
    const asked = inView ? tag("View", {}, [control], when) : control;
    const editor = new TestEditor({
      tree: view(...sets, text, asked),
      data: { text: "Marie in Warsaw" },
    });
    const words = editor.showText();
    const mark = (key: string, name: string) => {
      editor.press(key);
      words.dragOver(name);
      editor.press("u", key);
      return [...editor.document.regions.keys()].at(-1) ?? "";
    };
    return { editor, mark };
  }

  it.each<[When | null, boolean, boolean]>([
    [null, true, true],
    [selected(null), true, true],
    [selected(null, "PER"), true, false],
    [selected(null, "LOC"), false, true],
    [selected(null, "l"), false, true],
    [selected(null, "PER", "LOC"), true, true],
    [selected("who"), true, true],
    [selected("sure"), false, false],
    [selected("text", "PER"), true, false],
    [selected("who", "Yes"), false, false],
  ])("%j asks of a PER: %s, of a LOC: %s", (when, person, place) => {
    const { editor, mark } = withSpan(when, { perRegion: true });
    const [marie, warsaw] = [mark("1", "Marie"), mark("2", "Warsaw")];
    const asked = editor.problems().map(({ region }) => region);
    expect(asked).toEqual([...(person ? [marie] : []), ...(place ? [warsaw] : [])]);
  });

  it("drops the answer when the region has lost the label it was asked for", () => {
    const { editor, mark } = withSpan(selected(null, "PER"), { perRegion: true });
    editor.select([mark("1", "Marie")]);
    editor.answer("q", ["scientist"]);
    const names = () => editor.result().map(({ from_name }) => from_name);
    expect(names()).toEqual(["who", "q"]);
    editor.press("2");
    expect(names()).toEqual(["who"]);
    editor.press("1");
    expect(names()).toEqual(["who", "q"]);
  });

  it("keeps the answer when only the View around it is hidden", () => {
    const { editor, mark } = withSpan(selected(null, "PER"), { perRegion: true }, true);
    editor.select([mark("1", "Marie")]);
    editor.answer("q", ["scientist"]);
    editor.press("2");
    expect(editor.result().map(({ from_name }) => from_name)).toEqual(["who", "q"]);
    expect(editor.problems()).toEqual([]);
  });

  it("asks a question about the task once there is a region that shows it", () => {
    const { editor, mark } = withSpan(selected(null, "PER"), {});
    expect(editor.problems()).toEqual([]);
    mark("2", "Warsaw");
    expect(editor.problems()).toEqual([]);
    mark("1", "Marie");
    expect(editor.problems()).toMatchObject([{ control: "q" }]);
  });

  it("follows the choice made for the same region", () => {
    const kind = tag(
      "Choices",
      { name: "kind", toName: "text", perRegion: true },
      choices("Real", "Invented"),
    );
    const why = tag(
      "TextArea",
      { name: "why", toName: "text", perRegion: true, required: true },
      [],
      chosen("kind", "Invented"),
    );
    const text = tag("Text", { name: "text", value: $("text") });
    const editor = new TestEditor({
      tree: view(...sets, text, kind, why),
      data: { text: "Marie in Warsaw" },
    });
    const words = editor.showText();
    editor.press("1");
    words.dragOver("Marie");
    editor.answer("kind", ["Invented"]);
    editor.press("u", "1");
    words.dragOver("Warsaw");
    editor.answer("kind", ["Real"]);
    const [marie] = editor.document.regions.keys();
    expect(editor.problems()).toMatchObject([{ control: "why", region: marie }]);
  });
});

describe("a question about each item", () => {
  const pages = (attrs: Parameters<typeof tag>[1] = {}) => {
    const image = tag("Image", { name: "image", valueList: $("pages") });
    const asked = tag(
      "Choices",
      { name: "q", toName: "image", perItem: true, ...attrs },
      choices("Clear", "Blurred"),
    );
    const tree = view(image, asked);
    return { tree, data: { pages: ["a.png", "b.png", "c.png"] } };
  };

  it("has an answer for each, and says which in the result", () => {
    const editor = new TestEditor(pages());
    editor.press("1");
    editor.update({ items: { image: 2 } });
    editor.press("2");
    expect(editor.result().map(({ item_index, value }) => [item_index, value])).toEqual([
      [0, { choices: ["Clear"] }],
      [2, { choices: ["Blurred"] }],
    ]);
    expect(Object.keys(editor.item)[0]).toBe("item_index");
    const again = new TestEditor({ ...pages(), result: editor.result() });
    expect(again.result()).toEqual(editor.result());
    again.update({ items: { image: 2 } });
    again.press("1");
    expect(again.result()[1]).toMatchObject({ item_index: 2, value: { choices: ["Clear"] } });
  });

  it("is required of every item, and leads to the one that lacks it", () => {
    const editor = new TestEditor(pages({ required: true }));
    editor.press("1");
    const problems = editor.problems();
    expect(problems.map(({ item }) => item)).toEqual([1, 2]);
    expect(problems[0]?.message).toBe("“q” needs an answer for image 2.");
    if (problems[0]) editor.show(problems[0]);
    expect(editor.session.items).toEqual({ image: 1 });
  });

  it("goes with the page that is on show", () => {
    const editor = new TestEditor(pages());
    const { stage } = editor.showImage();
    stage.pages = ["a.png", "b.png", "c.png"];
    stage.turnTo(1);
    editor.press("2");
    expect(editor.item).toMatchObject({ item_index: 1, value: { choices: ["Blurred"] } });
    editor.update({ items: { image: 2 } });
    expect(stage.page).toBe(2);
  });

  it("is offered what a model says of the same item", () => {
    const proposal = {
      id: "p",
      from_name: "q",
      to_name: "image",
      type: "choices",
      item_index: 1,
      value: { choices: ["Blurred"] },
    };
    const editor = new TestEditor({
      ...pages(),
      suggestions: [{ result: [proposal], score: 0.9 }],
    });
    editor.press("Shift+a");
    expect(editor.result()).toMatchObject([{ item_index: 1, origin: "prediction" }]);
  });

  it("follows the choice made for the same item", () => {
    const { tree, data } = pages();
    const why = tag(
      "TextArea",
      { name: "why", toName: "image", perItem: true, required: true },
      [],
      chosen("q", "Blurred"),
    );
    const editor = new TestEditor({ tree: { ...tree, children: [...tree.children, why] }, data });
    editor.update({ items: { image: 1 } });
    editor.press("2");
    expect(editor.problems()).toMatchObject([{ control: "why", item: 1 }]);
  });
});
