import { describe, expect, it } from "vitest";
import { bind, type Tag } from "../../language";
import { TestEditor } from "../../testing/TestEditor";
import { $, tag, view } from "../../testing/tree";
import { selectionStyle as selectionStyleOf } from "./answer";
import { comparedIn, pairUp } from "./pairs";

const left = tag("Text", { name: "l", value: $("a") });
const right = tag("Text", { name: "r", value: $("b") });
const better = tag("Pairwise", { name: "pw", toName: "l,r" });
const data = { a: "left text", b: "right text" };

function compare(...tags: Tag[]): TestEditor {
  return new TestEditor({ tree: view(...tags), data });
}

function rows(editor: TestEditor): unknown[] {
  return pairUp(editor.plan, editor.tree.children).map((row) =>
    "tag" in row ? row.name : row.map(({ name }) => name),
  );
}

describe("Pairwise", () => {
  it("writes what Label Studio writes: the side, with itself as the object", () => {
    const editor = compare(better, left, right);
    expect(editor.result()).toEqual([]);
    editor.press("2");
    const { id, ...item } = editor.item;
    expect(id).toHaveLength(10);
    expect(item).toEqual({
      value: { selected: "right" },
      from_name: "pw",
      to_name: "pw",
      type: "pairwise",
      origin: "manual",
    });
    editor.press("1");
    expect(editor.item.value).toEqual({ selected: "left" });
    editor.press("1");
    expect(editor.result()).toEqual([]);
  });

  it("keeps a result it reads as it is, and changes nothing but the side", () => {
    const item = {
      value: { selected: "left", note: "by phone" },
      id: "x",
      from_name: "pw",
      to_name: "pw",
      type: "pairwise",
      origin: "manual",
      score: 0.5,
    };
    const editor = new TestEditor({ tree: view(better, left, right), data, result: [item] });
    expect(editor.result()).toEqual([item]);
    editor.press("2");
    expect(editor.result()).toEqual([{ ...item, value: { ...item.value, selected: "right" } }]);
  });

  it("leaves an answer it does not know alone", () => {
    const item = { value: { selected: "both" }, id: "x", from_name: "pw", type: "pairwise" };
    const editor = new TestEditor({ tree: view(better, left, right), data, result: [item] });
    expect(editor.result()).toEqual([item]);
  });
});

describe("the picked side", () => {
  const look = (selectionStyle: Record<string, string>) =>
    selectionStyleOf(bind(tag("Pairwise", { name: "pw", toName: "l,r", selectionStyle }), {}));

  it("is readable on the background that the config chose, in light and dark", () => {
    expect(look({ backgroundColor: "#e7f5ff" })).toEqual({
      backgroundColor: "#e7f5ff",
      color: "#111318",
    });
    expect(look({ background: "#102040" }).color).toBe("#ffffff");
    expect(look({ backgroundColor: "#102040", color: "red" }).color).toBe("red");
    for (const background of ["rgba(0, 0, 0, 0.1)", "#ff000022", "rgb(0 0 0 / 10%)"]) {
      expect(look({ background })).toEqual({ background });
    }
    expect(look({ border: "1px solid red" })).toEqual({ border: "1px solid red" });
  });
});

describe("the two objects", () => {
  it("stand side by side when they are neighbours, the first named on the left", () => {
    expect(rows(compare(better, left, right))).toEqual([["l", "r"]]);
    expect(rows(compare(right, better, left))).toEqual([["l", "r"]]);
    const title = tag("Header", { value: "Which?", name: "title" });
    expect(rows(compare(title, left, right, better))).toEqual(["title", ["l", "r"]]);
  });

  it("stay where the config has them when something stands between", () => {
    const between = tag("Header", { value: "or", name: "or" });
    const editor = compare(left, between, right, better);
    expect(rows(editor)).toEqual(["l", "or", "r"]);
    expect(comparedIn(editor.plan, "r")).toMatchObject({ side: "right" });
  });

  it("are two: a Pairwise of other counts asks nothing", () => {
    const editor = compare(left, right, tag("Pairwise", { name: "pw", toName: "l" }));
    expect(comparedIn(editor.plan, "l")).toBeNull();
    expect(editor.press("1").result()).toEqual([]);
  });
});
