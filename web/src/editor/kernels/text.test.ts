import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Offsets, storedText } from "./offsets";
import { snap, step, wordAt } from "./segments";
import { depths, spansAt } from "./spans";

const texts = fc.string({ unit: "grapheme" });

describe("offsets", () => {
  it("count code points as the language does", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const offsets = new Offsets(text);
        const points = [...text];
        expect(offsets.length).toBe(points.length);
        let unit = 0;
        points.forEach((point, index) => {
          expect(offsets.toPoints(unit)).toBe(index);
          expect(offsets.toUnits(index)).toBe(unit);
          unit += point.length;
        });
        expect(offsets.toUnits(points.length)).toBe(text.length);
      }),
    );
  });

  it("count the inside of a pair as its start, and lone halves as characters", () => {
    expect(new Offsets("a😀b").toPoints(2)).toBe(1);
    expect(new Offsets("\ud83d!").toPoints(2)).toBe(2);
  });

  it("store line breaks and blanks as Label Studio does", () => {
    expect(storedText("a  b\t c\nd\r\ne")).toBe("a b c\\nd\\ne");
  });
});

describe("segments", () => {
  it("find the word at, or ending at, an offset", () => {
    expect(wordAt("Marie Curie, born", 8)).toEqual({ start: 6, end: 11, isWord: true });
    expect(wordAt("Marie Curie, born", 11)).toMatchObject({ start: 6, end: 11 });
    expect(wordAt("Marie Curie", 11)).toMatchObject({ start: 6, end: 11 });
  });

  it("only ever grow a range", () => {
    const granularity = fc.constantFrom(
      "symbol" as const,
      "word" as const,
      "sentence" as const,
      "paragraph" as const,
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), granularity, (text, a, b, by) => {
        const [start = 0, end = 0] = [a, b].map((n) => n % (text.length + 1)).sort((x, y) => x - y);
        const grown = snap(text, { start, end }, by);
        expect(grown.start).toBeLessThanOrEqual(start);
        expect(grown.end).toBeGreaterThanOrEqual(end);
        expect(grown.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("lead through a whole text step by step, and back", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom("character" as const, "word" as const), (text, by) => {
        let at = 0;
        for (let steps = 0; at < text.length && steps <= text.length; steps++)
          at = step(text, at, 1, by);
        expect(at).toBe(text.length);
        for (let steps = 0; at > 0 && steps <= text.length; steps++) at = step(text, at, -1, by);
        expect(at).toBe(0);
      }),
    );
  });
});

describe("overlapping spans", () => {
  const outer = { start: 0, end: 10 };
  const inner = { start: 2, end: 5 };
  const after = { start: 10, end: 12 };

  it("lie at different depths, and share one where they do not touch", () => {
    const found = depths([after, inner, outer]);
    expect([outer, inner, after].map((span) => found.get(span))).toEqual([0, 1, 0]);
  });

  it("are found at an offset, the shortest first", () => {
    expect(spansAt([outer, inner, after], 3)).toEqual([inner, outer]);
    expect(spansAt([outer, inner, after], 10)).toEqual([after]);
  });
});
