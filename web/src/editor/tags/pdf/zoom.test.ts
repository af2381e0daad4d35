import { describe, expect, it } from "vitest";
import { density, fitZoom, nextZoom, pageAt } from "./zoom";

describe("zoom", () => {
  it("goes along a ladder and stops at its ends", () => {
    expect(nextZoom(1, 1)).toBe(1.1);
    expect(nextZoom(1.37, -1)).toBe(1.25);
    expect(nextZoom(4, 1)).toBe(4);
    expect(nextZoom(0.1, -1)).toBe(0.1);
  });

  it("fits a page to the room there is", () => {
    expect(fitZoom(612, 816)).toBeCloseTo(1);
    expect(fitZoom(612, 5)).toBe(0.1);
  });

  it("never asks for a canvas larger than browsers give", () => {
    expect(density(600, 800, 2)).toBe(2);
    const sharp = density(8000, 8000, 2);
    expect(8000 * sharp * 8000 * sharp).toBeLessThanOrEqual(16_000_001);
  });
});

describe("the page in sight", () => {
  it("is the one across the middle", () => {
    const tops = [16, 832, 1648];
    expect([0, 500, 831, 832, 9000].map((middle) => pageAt(tops, middle))).toEqual([1, 1, 1, 2, 3]);
  });
});
