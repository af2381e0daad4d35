import { describe, expect, it } from "vitest";
import { setAnswer } from "../../core/answers";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";

function open(text: string, attrs = {}, labelAttrs = {}) {
  const tree = view(
    tag("Labels", { name: "label", toName: "text", ...labelAttrs }, labels("PER", "LOC")),
    tag("Text", { name: "text", value: $("text"), ...attrs }),
  );
  const editor = new TestEditor({ tree, data: { text } });
  return { editor, text: editor.showText() };
}

const values = (editor: TestEditor) => editor.result().map(({ value }) => value);
const CURIE = "Marie Curie was born in Warsaw, Poland.";

describe("marking text by mouse", () => {
  it("writes what Label Studio writes, key for key", () => {
    const { editor, text } = open(CURIE);
    editor.press("1");
    text.drag(0, 11);
    const { id, ...item } = editor.item;
    expect(id).toMatch(/^[\w-]{10}$/);
    expect(item).toEqual({
      value: { start: 0, end: 11, text: "Marie Curie", labels: ["PER"] },
      from_name: "label",
      to_name: "text",
      type: "labels",
      origin: "manual",
    });
    expect(Object.keys(editor.item)).toEqual([
      "value",
      "id",
      "from_name",
      "to_name",
      "type",
      "origin",
    ]);
    expect(Object.keys(editor.item.value ?? {})).toEqual(["start", "end", "text", "labels"]);
  });

  it("takes a word by double click and a range drawn backward", () => {
    const { editor, text } = open(CURIE);
    editor.press("1");
    text.click(8, 2);
    editor.press("2");
    text.drag(30, 24);
    expect(values(editor)).toEqual([
      { start: 6, end: 11, text: "Curie", labels: ["PER"] },
      { start: 24, end: 30, text: "Warsaw", labels: ["LOC"] },
    ]);
  });

  it("takes a line by triple click", () => {
    const { editor, text } = open("one two\nthree four\nfive");
    text.click(10, 3);
    editor.press("1");
    expect(values(editor)).toEqual([{ start: 8, end: 18, text: "three four", labels: ["PER"] }]);
  });

  it("counts code points, whatever emoji and combining marks come before", () => {
    const source = "I ❤️ 👩‍🚀 cafe\u0301 in Zu\u0308rich 🇨🇭 with 😀 Ann.";
    const { editor, text } = open(source);
    editor.press("2");
    text.dragOver("cafe\u0301").dragOver("Zu\u0308rich");
    editor.press("1");
    text.dragOver("😀 Ann");
    expect(values(editor)).toEqual([
      { start: 9, end: 14, text: "cafe\u0301", labels: ["LOC"] },
      { start: 18, end: 25, text: "Zu\u0308rich", labels: ["LOC"] },
      { start: 34, end: 39, text: "😀 Ann", labels: ["PER"] },
    ]);
  });

  it("never takes half a character", () => {
    const { editor, text } = open("a👩‍🚀b");
    editor.press("1");
    text.drag(3, 5);
    expect(values(editor)).toEqual([{ start: 1, end: 4, text: "👩‍🚀", labels: ["PER"] }]);
  });

  it("stores line breaks as backslash and n, and a run of blanks as one", () => {
    const { editor, text } = open("Line one\nsecond line here\n\nlast  line");
    editor.press("1");
    text.drag(5, 16);
    editor.press("2");
    text.drag(27, 37).drag(21, 31);
    expect(values(editor)).toEqual([
      { start: 5, end: 16, text: "one\\nsecond ", labels: ["PER"] },
      { start: 27, end: 37, text: "last line", labels: ["LOC"] },
      { start: 21, end: 31, text: "here\\n\\nlast", labels: ["LOC"] },
    ]);
  });

  it("lets spans overlap, even at the same place", () => {
    const { editor, text } = open(CURIE);
    editor.press("1");
    text.drag(0, 11);
    editor.press("2");
    text.drag(6, 20).drag(0, 11);
    expect(values(editor)).toEqual([
      { start: 0, end: 11, text: "Marie Curie", labels: ["PER"] },
      { start: 6, end: 20, text: "Curie was born", labels: ["LOC"] },
      { start: 0, end: 11, text: "Marie Curie", labels: ["LOC"] },
    ]);
  });

  it("grows to whole words with granularity word", () => {
    const { editor, text } = open(CURIE, { granularity: "word" });
    editor.press("1");
    text.drag(2, 8);
    editor.press("2");
    text.drag(26, 34);
    expect(values(editor)).toEqual([
      { start: 0, end: 11, text: "Marie Curie", labels: ["PER"] },
      { start: 24, end: 38, text: "Warsaw, Poland", labels: ["LOC"] },
    ]);
  });

  it("leaves the words out with saveTextResult no", () => {
    const { editor, text } = open(CURIE, { saveTextResult: "no" });
    editor.press("1");
    text.drag(0, 11);
    expect(values(editor)).toEqual([{ start: 0, end: 11, labels: ["PER"] }]);
  });

  it("waits for a label when none is in hand", () => {
    const { editor, text } = open(CURIE);
    text.drag(0, 5);
    expect(editor.result()).toEqual([]);
    editor.press("2");
    expect(values(editor)).toEqual([{ start: 0, end: 5, text: "Marie", labels: ["LOC"] }]);
    expect(editor.session.armed.label ?? []).toEqual([]);
  });

  it("selects a span by click, and the one beneath by clicking again", () => {
    const { editor, text } = open(CURIE);
    editor.press("1");
    text.drag(0, 11);
    editor.press("2");
    text.drag(6, 20);
    editor.press("Escape");
    const [outer, inner] = editor.result().map(({ id }) => id);
    text.click(8);
    expect(editor.session.selection).toEqual([outer]);
    text.click(8);
    expect(editor.session.selection).toEqual([inner]);
    editor.press("1", "Backspace");
    expect(editor.result()).toHaveLength(1);
  });

  it("takes back a selection with Escape on the way", () => {
    const { editor, text } = open(CURIE);
    editor.press("1");
    const at = (offset: number) => ({ offset, over: offset, count: 1, shift: false });
    text.stage.hand.down(at(0));
    text.stage.hand.move(at(9));
    editor.press("Escape");
    text.stage.hand.up(at(9));
    expect(editor.result()).toEqual([]);
  });
});

describe("marking text by keyboard", () => {
  it("moves the caret by characters and words, and marks what Shift selects", () => {
    const { editor, text } = open(CURIE);
    const { stage } = text;
    stage.moveCaret(1, "word", false);
    expect(stage.selection.focus).toBe(5);
    stage.moveCaret(1, "character", false);
    stage.moveCaret(1, "word", true);
    editor.press("1");
    expect(values(editor)).toEqual([{ start: 6, end: 11, text: "Curie", labels: ["PER"] }]);
  });

  it("goes to the ends of the line, over whole characters, and through line breaks", () => {
    const { text } = open("ab\n👩‍🚀c");
    const { stage } = text;
    stage.moveCaret(1, "line", false);
    expect(stage.selection.focus).toBe(2);
    stage.moveCaret(1, "character", false);
    expect(stage.selection.focus).toBe(3);
    stage.moveCaret(1, "character", false);
    expect(stage.selection.focus).toBe(8);
    stage.moveCaret(-1, "line", false);
    expect(stage.selection.focus).toBe(3);
  });
});

describe("several label sets and questions about a span", () => {
  const tree = view(
    tag("Labels", { name: "label", toName: "text", choice: "multiple" }, labels("PER", "LOC")),
    tag("Labels", { name: "l2", toName: "text" }, labels("Sure", "Unsure")),
    tag("Text", { name: "text", value: $("text") }),
    tag("Choices", { name: "pol", toName: "text", perRegion: true }, choices("pos", "neg")),
    tag("TextArea", { name: "note", toName: "text", perRegion: true }),
  );

  it("writes an item for each, in the order of the config", () => {
    const editor = new TestEditor({ tree, data: { text: CURIE } });
    const text = editor.showText();
    editor.press("1", "2", "3");
    text.drag(0, 11);
    const note = editor.plan.controls.get("note");
    expect(editor.session.selection).toHaveLength(1);
    editor.press("6");
    if (note) setAnswer(editor, note, ["scientist"]);
    expect(values(editor)).toEqual([
      { start: 0, end: 11, text: "Marie Curie", labels: ["PER", "LOC"] },
      { start: 0, end: 11, text: "Marie Curie", labels: ["Sure"] },
      { start: 0, end: 11, text: "Marie Curie", choices: ["neg"] },
      { start: 0, end: 11, text: ["scientist"] },
    ]);
    expect(new Set(editor.result().map(({ id }) => id)).size).toBe(1);
  });
});
