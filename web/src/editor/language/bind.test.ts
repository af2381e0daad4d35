import { describe, expect, it } from "vitest";
import vectors from "../../../../labelry/labeling/vectors.json";
import { bind } from "./bind";
import type { Json, JsonObject, Tag } from "./tree";

/** A case of the file that the Python suite runs too. */
type Vector = {
  name: string;
  data: JsonObject;
  expect: [place: string, value: Json][];
  tree: Tag;
  bound: Json;
};

function at(tree: unknown, place: string): unknown {
  return place.split(".").reduce<unknown>((found, step) => (found as JsonObject)[step], tree);
}

describe("bind puts a task's values into the tree", () => {
  for (const { name, data, expect: expected, tree, bound } of vectors as unknown as Vector[]) {
    it(name, () => {
      const before = structuredClone(tree);
      const result = bind(tree, data);
      for (const [place, value] of expected) expect(at(result, place)).toEqual(value);
      expect(result).toEqual(bound);
      expect(tree).toEqual(before);
    });
  }
});

it("stops where children brought by a task nest without end", () => {
  const vector = (vectors as unknown as Vector[]).find((v) => v.name === "choices inside choices");
  let options: Json = [];
  for (let depth = 0; depth < 2000; depth++) options = [{ value: "deeper", children: options }];
  const bound = bind(vector?.tree as Tag, { t: "x", opts: options });
  let depth = 0;
  for (let tag = bound.children[1]; tag?.children[0]; tag = tag.children[0]) depth++;
  expect(depth).toBe(100);
});
