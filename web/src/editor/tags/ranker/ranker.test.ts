import { describe, expect, it } from "vitest";
import { answerOf, setAnswer } from "../../core/answers";
import type { ResultItem } from "../../core/results";
import type { Tag } from "../../language";
import { TestEditor } from "../../testing/TestEditor";
import { $, tag, view } from "../../testing/tree";
import { type Board, complete, isOrderOnly, move, type Ranking, rankingOf, spotOf } from "./board";
import { byDigit, digitOf, towards } from "./steps";

// The tasks and results recorded from Label Studio's editor.
const items = [
  { id: "a", title: "Item A", body: "body a" },
  { id: "b", title: "Item B", body: "body b" },
  { id: 3, title: "Item C", body: "body c" },
];
const list = tag("List", { name: "l", value: $("items"), title: "All" });
const order = tag("Ranker", { name: "rk", toName: "l" });
const best = tag("Bucket", { name: "best", title: "Best" });
const worst = tag("Bucket", { name: "worst", title: "Worst" });
const buckets = tag("Ranker", { name: "rk", toName: "l" }, [best, worst]);
const byDefault = tag("Ranker", { name: "rk", toName: "l" }, [
  tag("Bucket", { name: "best", title: "Best", default: true }),
  worst,
]);

function open(ranker: Tag, more: Partial<ConstructorParameters<typeof TestEditor>[0]> = {}) {
  return new TestEditor({ tree: view(list, ranker), data: { items }, ...more });
}

function rankingIn(editor: TestEditor): Ranking {
  const control = editor.plan.controls.get("rk");
  const ranking = control && rankingOf(control, editor.plan);
  if (!ranking) throw new Error("Nothing is ranked.");
  return ranking;
}

/** Drops a thing at a place, as a hand does. */
function drop(editor: TestEditor, item: string, column: string, index = 0): void {
  const control = editor.plan.controls.get("rk");
  if (!control) throw new Error("There is no Ranker.");
  const board = complete(answerOf(editor, control) as Board, rankingIn(editor));
  setAnswer(editor, control, move(board, item, { column, index }));
}

const ranked = (editor: TestEditor): unknown => editor.item.value?.ranker;

describe("Ranker", () => {
  it("orders a list: whole numbers first until somebody moves them", () => {
    const editor = open(order);
    expect(ranked(editor)).toEqual({ rk: ["3", "a", "b"] });
    drop(editor, "b", "rk");
    const { id, ...item } = editor.item;
    expect(id).toHaveLength(10);
    expect(item).toEqual({
      value: { ranker: { rk: ["b", "3", "a"] } },
      from_name: "rk",
      to_name: "l",
      type: "ranker",
      origin: "manual",
    });
    editor.undo();
    expect(ranked(editor)).toEqual({ rk: ["3", "a", "b"] });
  });

  it("sorts into buckets, and says first what is left over", () => {
    const editor = open(buckets);
    drop(editor, "b", "best");
    drop(editor, "a", "worst");
    expect(JSON.stringify(ranked(editor))).toBe('{"_":["3"],"best":["b"],"worst":["a"]}');
  });

  it("starts in the default bucket where there is one", () => {
    const editor = open(byDefault);
    drop(editor, "a", "worst");
    expect(ranked(editor)).toEqual({ best: ["3", "b"], worst: ["a"] });
  });

  it("has an answer untouched, but adds none to an annotation that is there", () => {
    expect(open(buckets).result()).toHaveLength(1);
    const other: ResultItem = { type: "rating", from_name: "gone", to_name: "l", value: {} };
    expect(open(buckets, { result: [other] }).result()).toEqual([other]);
    expect(open(buckets, { readOnly: true }).result()).toEqual([]);
    expect(open(buckets, { data: { items: [] } }).result()).toEqual([]);
  });

  it("offers what a model proposes beside the order of the list", () => {
    const value = { ranker: { rk: ["b", "a", "3"] } };
    const item = { id: "p", from_name: "rk", to_name: "l", type: "ranker", value };
    const editor = open(order, { suggestions: [{ result: [item], score: 0.7 }] });
    expect(ranked(editor)).toEqual({ rk: ["3", "a", "b"] });
    expect(editor.document.proposals.get("rk")?.value).toEqual({ rk: ["b", "a", "3"] });
  });

  it("keeps a result as it is, and things and buckets that the task lacks when one is moved", () => {
    const value = { ranker: { gone: ["x", "a"], best: ["y", "b"] } };
    const item = { id: "r", from_name: "rk", to_name: "l", type: "ranker", value };
    const editor = open(buckets, { result: [item] });
    expect(editor.result()).toEqual([item]);
    drop(editor, "3", "worst");
    expect(ranked(editor)).toEqual({ _: ["a"], best: ["y", "b"], worst: ["3"], gone: ["x"] });
  });
});

describe("keys on a card", () => {
  const editor = open(buckets);
  const ranking = rankingIn(editor);
  const board: Board = { _: ["3", "a"], best: ["b"], worst: [] };

  it("lead to neighbours in a column and beside it, and nowhere at the edge", () => {
    const from = { column: "_", index: 0 };
    expect(towards("ArrowDown", from, board, ranking)).toEqual({ column: "_", index: 1 });
    expect(towards("End", from, board, ranking)).toEqual({ column: "_", index: 1 });
    expect(towards("ArrowRight", from, board, ranking)).toEqual({ column: "best", index: 0 });
    for (const key of ["ArrowUp", "ArrowLeft", "Home", "x"]) {
      expect(towards(key, from, board, ranking)).toBeNull();
    }
    const moved = move(board, "a", { column: "worst", index: 7 });
    expect(spotOf(moved, ranking, "a")).toEqual({ column: "worst", index: 0 });
  });

  it("send it to a bucket by its number, or to a place of an order", () => {
    expect(["_", "best", "worst"].map((id) => digitOf(id, ranking))).toEqual(["0", "1", "2"]);
    expect(byDigit("2", board, ranking)).toMatchObject({ column: "worst" });
    expect(byDigit("3", board, ranking)).toBeNull();
    const first = rankingIn(open(byDefault));
    expect(["best", "worst"].map((id) => digitOf(id, first))).toEqual(["1", "2"]);
    const rankOnly = rankingIn(open(order));
    expect(isOrderOnly(rankOnly)).toBe(true);
    expect(byDigit("3", { rk: ["3", "a", "b"] }, rankOnly)).toEqual({ column: "rk", index: 2 });
    expect(byDigit("4", { rk: ["3", "a", "b"] }, rankOnly)).toBeNull();
  });
});
