import { describe, expect, it } from "vitest";
import { TestEditor } from "../../testing/TestEditor";
import { $, tag, view } from "../../testing/tree";
import { EMPTY, type Fields, fieldsOf, storedOf, yearsOf } from "./parts";

function ask(attrs: Parameters<typeof tag>[1]) {
  const tree = view(
    tag("Text", { name: "text", value: $("text") }),
    tag("DateTime", { name: "d", toName: "text", ...attrs }),
  );
  const editor = new TestEditor({ tree, data: { text: "Some text." } });
  const control = editor.plan.controls.get("d");
  if (!control) throw new Error("The config asks for a date.");
  return { editor, control };
}

describe("DateTime", () => {
  // The first six are what Label Studio's editor stored.
  it.each<[Parameters<typeof tag>[1], Partial<Fields>, string | null]>([
    [{ only: ["date"] }, { date: "2024-03-05" }, "2024-03-05"],
    [{}, { date: "2024-12-31", time: "23:59" }, "2024-12-31T23:59"],
    [{ only: ["time"] }, { time: "07:08" }, "07:08"],
    [{ only: ["date"], format: "%d.%m.%Y" }, { date: "2024-03-05" }, "05.03.2024"],
    [{ only: ["month", "year"] }, { month: "1", year: "2022" }, "2022-01-01"],
    [{ only: ["month", "year"] }, { year: "2022" }, "2022-01-01"],
    [{ only: ["month", "year"] }, { month: "3", year: "2022" }, "2022-03-01"],
    [{ only: ["month", "year"] }, { month: "3" }, null],
    [{ only: ["year"] }, { year: "2022" }, "2022"],
    [{ only: ["month"] }, { month: "3" }, "03"],
    [{ only: ["year", "time"] }, { year: "2022", time: "07:08" }, "2022-01-01T07:08"],
    [{ only: ["date", "month"] }, { date: "2024-03-05" }, "2024-03-05"],
    [{}, { date: "2024-12-31" }, "2024-12-31T00:00"],
    [{}, { time: "23:59" }, null],
    [{ only: ["date"] }, { date: "0020-03-05" }, null],
    [{ only: ["time"], format: "%I %p" }, { time: "07:08" }, "07:08"],
    [
      { format: "%-d %b %Y, %I:%M %p" },
      { date: "2024-03-05", time: "17:04" },
      "5 Mar 2024, 05:04 PM",
    ],
  ])("with %j stores %j as %s", (attrs, fields, stored) => {
    const { control } = ask(attrs);
    expect(storedOf({ ...EMPTY, ...fields }, control)).toBe(stored);
    if (stored === null) return;
    const again = fieldsOf(stored, control);
    expect(storedOf(again, control)).toBe(stored);
    expect(again).toMatchObject(fields);
  });

  it("has no fields for a text that is written otherwise, and keeps it", () => {
    const { control } = ask({ only: ["date"] });
    expect(fieldsOf("5 March", control)).toEqual(EMPTY);
  });

  it("writes one item of the text", () => {
    const { editor } = ask({ only: ["date"] });
    editor.answer("d", "2024-03-05");
    expect(editor.item).toMatchObject({
      type: "datetime",
      from_name: "d",
      to_name: "text",
      value: { datetime: "2024-03-05" },
    });
  });

  it.each([
    [{ only: ["date"], min: "2024-01-01" }, "2023-12-31", "It takes 2024-01-01 or later."],
    [{ only: ["date"], min: "2024-01-01" }, "2024-01-01", null],
    [{ only: ["date"], max: "2024-01-01" }, "2024-01-02", "It takes 2024-01-01 or earlier."],
    [
      { only: ["date"], max: "2023", format: "%d.%m.%Y" },
      "05.03.2024",
      "It takes 2023 or earlier.",
    ],
    [{ min: "2024-01-01T08:00" }, "2024-01-01T07:59", "It takes 2024-01-01T08:00 or later."],
    [{ min: "2024-01-01" }, "2024-01-01T00:00", null],
    [
      { only: ["month", "year"], min: "2020", max: "2025" },
      "2026-01-01",
      "It takes 2025 or earlier.",
    ],
    [{ only: ["year"], min: "2020-06-01" }, "2020", null],
    [{ only: ["time"], min: "2020" }, "07:08", null],
  ])("with %j and the answer %s says %s", (attrs, stored, reason) => {
    const { editor } = ask(attrs);
    editor.answer("d", stored);
    expect(editor.problems().map(({ message }) => message)).toEqual(
      reason === null ? [] : [`“d”: ${reason}`],
    );
  });

  it("offers the years between its limits, the latest first", () => {
    const years = (attrs: Parameters<typeof tag>[1]) =>
      yearsOf(ask({ only: ["year"], ...attrs }).control);
    expect(years({ min: "2020", max: "2023" })).toEqual([2023, 2022, 2021, 2020]);
    const now = new Date().getFullYear();
    expect(years({ max: "current" })[0]).toBe(now);
    expect(years({}).at(-1)).toBe(2000);
  });
});
