import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaOf, boundsOfPoints, distanceToLine, isInside, simplified } from "./polygon";

const SQUARE = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];

describe("a ring", () => {
  it("has bounds, an area and an inside", () => {
    expect(boundsOfPoints(SQUARE)).toEqual({ left: 0, top: 0, right: 10, bottom: 10 });
    expect(areaOf(SQUARE)).toBe(100);
    expect(areaOf([...SQUARE].reverse())).toBe(-100);
    expect(isInside(SQUARE, { x: 5, y: 5 })).toBe(true);
    expect(isInside(SQUARE, { x: 15, y: 5 })).toBe(false);
  });

  it("is as far off as its nearest edge; an open line has no edge from its end to its start", () => {
    expect(distanceToLine(SQUARE, true, { x: -3, y: 5 })).toBe(3);
    expect(distanceToLine(SQUARE, false, { x: -3, y: 5 })).toBeCloseTo(Math.hypot(3, 5));
  });
});

describe("simplifying", () => {
  it("takes out what lies on an edge and keeps corners", () => {
    const dense = SQUARE.flatMap((a, index) => {
      const b = SQUARE[(index + 1) % 4] ?? a;
      return [a, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + 0.01 }];
    });
    expect(areaOf(simplified(dense, 0.1))).toBe(100);
    expect(simplified(dense, 0.1)).toHaveLength(4);
  });

  it("never strays farther than the tolerance, and gives only points of the ring", () => {
    const point = fc.record({
      x: fc.integer({ max: 99, min: 0 }),
      y: fc.integer({ max: 99, min: 0 }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: 40 }), fc.nat(20), (ring, off) => {
        const thin = simplified(ring, off);
        expect(thin.length).toBeGreaterThanOrEqual(3);
        for (const at of thin) expect(ring).toContainEqual(at);
        for (const at of ring) {
          expect(distanceToLine(thin, true, at)).toBeLessThanOrEqual(off + 1e-9);
        }
      }),
    );
  });
});
