import { describe, expect, it } from "vitest";
import type { BoundTag } from "../../language";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";
import { entriesOf, entryWith, pagingOf, showEntry, turn } from "./pages";

const DATA = { pages: [{ text: "Marie in Warsaw" }, { text: "Pierre" }, { text: "Irène" }] };
const attrs = { on: $("pages"), indexFlag: "{{idx}}" };

function open(mode: "list" | "pagination") {
  const tree = view(
    tag("Repeater", { ...attrs, mode }, [
      tag("Labels", { name: "label_{{idx}}", toName: "text_{{idx}}" }, labels("PER")),
      tag("Text", { name: "text_{{idx}}", value: $("pages", "{{idx}}", "text") }),
      tag(
        "Choices",
        { name: "ok_{{idx}}", toName: "text_{{idx}}", required: true },
        choices("Good", "Bad"),
      ),
    ]),
  );
  const editor = new TestEditor({ tree, data: DATA });
  const repeater = editor.tree.children[0] as BoundTag;
  return { editor, repeater };
}

describe("Repeater", () => {
  it("stands once for each entry, with tags of its own", () => {
    const { editor, repeater } = open("list");
    expect(entriesOf(repeater).map((tags) => tags.map(({ name }) => name))).toEqual([
      ["label_0", "text_0", "ok_0"],
      ["label_1", "text_1", "ok_1"],
      ["label_2", "text_2", "ok_2"],
    ]);
    editor.answer("ok_2", ["Bad"]);
    expect(editor.item).toMatchObject({ from_name: "ok_2", to_name: "text_2" });
    expect(editor.problems().map(({ control }) => control)).toEqual(["ok_0", "ok_1"]);
  });

  it("draws nothing for a list that is not there", () => {
    const tree = view(tag("Repeater", { ...attrs, mode: "list" }, [tag("View")]));
    const editor = new TestEditor({ tree, data: {} });
    expect(entriesOf(editor.tree.children[0] as BoundTag)).toEqual([]);
  });
});

describe("Repeater in pages", () => {
  it("turns by key, as far as there are pages", () => {
    const { editor, repeater } = open("pagination");
    editor.press("Alt+ArrowRight", "Alt+ArrowRight", "Alt+ArrowRight");
    expect(pagingOf(editor, repeater)).toEqual({ first: 2, size: 1 });
    expect(editor.session.announcement.text).toContain("3");
    editor.press("Alt+ArrowLeft");
    expect(pagingOf(editor, repeater).first).toBe(1);
    expect(turn(editor, repeater, -1)).toBe(true);
    expect(turn(editor, repeater, -1)).toBe(false);
  });

  it("keeps what is on show when the pages get another size", () => {
    const { editor, repeater } = open("pagination");
    showEntry(editor, repeater, 2);
    showEntry(editor, repeater, 2, 5);
    expect(pagingOf(editor, repeater)).toEqual({ first: 0, size: 5 });
    expect(turn(editor, repeater, 1)).toBe(false);
  });

  it("knows where an object is, and asks for answers on every page", () => {
    const { editor, repeater } = open("pagination");
    expect(entryWith(repeater, "text_1")).toBe(1);
    expect(entryWith(repeater, "elsewhere")).toBe(-1);
    expect(editor.problems()).toHaveLength(3);
  });

  it("has no keys where nothing is in pages", () => {
    expect(open("list").editor.commands.can("repeater:next-page")).toBe(false);
  });
});

describe("PagedView", () => {
  it("has a page for each tag in it, turned by the same keys", () => {
    const pages = tag("PagedView", {}, [
      tag("Text", { name: "one", value: "First" }),
      tag("View", {}, [tag("Text", { name: "two", value: "Second" })]),
    ]);
    const editor = new TestEditor({ tree: view(pages), data: {} });
    const [paged] = editor.tree.children;
    if (!paged) throw new Error("There is no PagedView.");
    expect(entriesOf(paged)).toHaveLength(2);
    expect(entryWith(paged, "two")).toBe(1);
    editor.press("Alt+ArrowRight");
    expect(pagingOf(editor, paged)).toEqual({ first: 1, size: 1 });
  });
});
