import { describe, expect, it } from "vitest";
import { arcBetween } from "./arcs";

const box = (left: number, top: number) => ({ left, top, right: left + 40, bottom: top + 20 });

describe("an arc between two boxes", () => {
  it("goes over boxes that stand in one row", () => {
    const { path, middle } = arcBetween(box(0, 100), box(200, 100));
    expect(path).toBe("M 20 98 C 20 74, 220 74, 220 98");
    expect(middle).toEqual({ x: 120, y: 80 });
  });

  it("goes from bottom to top, or from top to bottom", () => {
    expect(arcBetween(box(0, 0), box(100, 80)).path).toBe("M 20 22 C 20 50, 120 50, 120 78");
    expect(arcBetween(box(100, 80), box(0, 0)).path).toBe("M 120 78 C 120 50, 20 50, 20 22");
  });

  it("joins large boxes side by side at their sides", () => {
    const large = { left: 0, top: 0, right: 100, bottom: 200 };
    expect(arcBetween(large, box(200, 90)).path).toBe("M 102 100 C 150 100, 150 100, 198 100");
    expect(arcBetween(box(200, 90), large).path).toBe("M 198 100 C 150 100, 150 100, 102 100");
  });

  it("rises with the distance, but not out of sight", () => {
    expect(arcBetween(box(0, 100), box(50, 100)).middle.y).toBe(86);
    expect(arcBetween(box(0, 100), box(2000, 100)).middle.y).toBe(56);
  });
});
