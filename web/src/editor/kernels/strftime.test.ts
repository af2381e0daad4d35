import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoment, isReal, type Moment, parseMoment } from "./strftime";

const moment: Moment = { year: 2024, month: 3, day: 5, hour: 17, minute: 4, second: 9 };

describe("strftime", () => {
  it.each([
    ["%Y-%m-%dT%H:%M", "2024-03-05T17:04"],
    ["%d.%m.%Y", "05.03.2024"],
    ["%-d %B %Y", "5 March 2024"],
    ["%e %b %y", " 5 Mar 24"],
    ["%I:%M:%S %p", "05:04:09 PM"],
    ["%A, %j", "Tuesday, 065"],
    ["%u %w 100 %%", "2 2 100 %"],
    ["%F %T", "2024-03-05 17:04:09"],
    ["%Q stays", "%Q stays"],
  ])("writes %s", (format, text) => {
    expect(formatMoment(moment, format)).toBe(text);
  });

  it("reads midnight and noon of the twelve-hour clock", () => {
    expect(parseMoment("12:30 AM", "%I:%M %p")).toMatchObject({ hour: 0, minute: 30 });
    expect(parseMoment("12:30 pm", "%I:%M %p")).toMatchObject({ hour: 12, minute: 30 });
  });

  it("reads a day of the year, and years of two digits", () => {
    expect(parseMoment("2024/060", "%Y/%j")).toMatchObject({ month: 2, day: 29 });
    expect(parseMoment("68", "%y")?.year).toBe(2068);
    expect(parseMoment("69", "%y")?.year).toBe(1969);
  });

  it.each([
    ["2024-02-30", "%Y-%m-%d"],
    ["2024-13-01", "%Y-%m-%d"],
    ["25:00", "%H:%M"],
    ["tomorrow", "%Y-%m-%d"],
    ["2024-03-05 later", "%Y-%m-%d"],
  ])("reads no moment from %s", (text, format) => {
    expect(parseMoment(text, format)).toBeNull();
  });

  it("reads what it wrote", () => {
    const part = (min: number, max: number) => fc.integer({ min, max });
    const moments = fc
      .record({
        year: part(1000, 9999),
        month: part(1, 12),
        day: part(1, 31),
        hour: part(0, 23),
        minute: part(0, 59),
        second: part(0, 59),
      })
      .filter(isReal);
    const formats = fc.constantFrom(
      "%Y-%m-%dT%H:%M:%S",
      "%d/%b/%Y %I:%M:%S %p",
      "%A %e %B %Y, %T",
      "(%S) %M+%H* %m.%d [%Y]",
      "%j %-d %-m %Y %X",
    );
    fc.assert(
      fc.property(moments, formats, (one, format) => {
        expect(parseMoment(formatMoment(one, format), format)).toEqual(one);
      }),
    );
  });
});
