import { describe, expect, it } from "vitest";
import { csvOptions, readCsv } from "./csv";
import { readTable } from "./read";

describe("a table's value", () => {
  it("is names and values when it is an object, sorted whatever the case", () => {
    const value = { price: 24.5, Item: "Lamp", sizes: { w: 1, h: 2 } };
    expect(readTable(value, "json")).toEqual({
      kind: "pairs",
      pairs: [
        ["Item", "Lamp"],
        ["price", 24.5],
        ["sizes", { w: 1, h: 2 }],
      ],
    });
  });

  it("is rows with the union of their keys when it is a list of objects", () => {
    expect(readTable([{ a: 1 }, { b: 2, a: 3 }, "loose"], "json")).toEqual({
      kind: "rows",
      columns: ["a", "b"],
      rows: [[1, null], [3, 2], ["loose"]],
    });
  });

  it("is one column without a head when it is a list of plain values", () => {
    expect(readTable(["x", 2], "json")).toEqual({
      kind: "rows",
      columns: null,
      rows: [["x"], [2]],
    });
  });

  it("may be JSON as text, and nothing when it is neither", () => {
    expect(readTable('{"a": 1}', "json")).toMatchObject({ kind: "pairs" });
    for (const value of ["plain words", "", "3", null, []]) {
      expect(readTable(value, "json")).toEqual({ kind: "none" });
    }
  });
});

describe("CSV", () => {
  it("follows the options, which are separated by the sign after csv", () => {
    expect(csvOptions("csv|separator=;|headless|url")).toEqual({
      separator: ";",
      headless: true,
      url: true,
    });
    expect(csvOptions("csv,separator=|")).toEqual({ separator: "|", headless: false, url: false });
    expect(csvOptions("csv")?.separator).toBe(",");
    expect(csvOptions("json")).toBeNull();
    expect(readTable("a;b\n1;2\n", "csv|separator=;")).toEqual({
      kind: "rows",
      columns: ["a", "b"],
      rows: [["1", "2"]],
    });
    expect(readTable("1,2", "csv|headless")).toMatchObject({ columns: null, rows: [["1", "2"]] });
  });

  it("may quote signs, quotes and line breaks", () => {
    expect(readCsv('\ufeffname,says\r\n"Ana, B.","one\n""two"""\r\n\r\n,5', ",")).toEqual([
      ["name", "says"],
      ["Ana, B.", 'one\n"two"'],
      ["", "5"],
    ]);
  });
});
