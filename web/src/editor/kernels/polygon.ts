/** Rings of points: bounds, what is inside, how far off, simplification. Any unit, y points down. */
import type { Bounds, Point } from "./box";

export function boundsOfPoints(points: readonly Point[]): Bounds {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return { left, top, right, bottom };
}

/** Whether a point is inside, by counting crossings: what a ring covers twice is outside. */
export function isInside(ring: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a && a.y > y !== b.y > y && x < ((a.x - b.x) * (y - b.y)) / (a.y - b.y) + b.x) {
      inside = !inside;
    }
    a = b;
  }
  return inside;
}

/** The nearest point to `at` on the segment from `a` to `b`. */
export function nearestOn(a: Point, b: Point, at: Point): Point {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((at.x - a.x) * dx + (at.y - a.y) * dy) / length;
  const part = Math.min(Math.max(along, 0), 1);
  return { x: a.x + part * dx, y: a.y + part * dy };
}

/** Distance of a point from the line through the points; from its last to its first too if closed. */
export function distanceToLine(points: readonly Point[], closed: boolean, at: Point): number {
  let least = Infinity;
  let a = closed ? points.at(-1) : points[0];
  for (const b of points) {
    if (a) {
      const near = nearestOn(a, b, at);
      least = Math.min(least, Math.hypot(near.x - at.x, near.y - at.y));
    }
    a = b;
  }
  return least;
}

/** Signed area: positive where the points go round clockwise on the screen. */
export function areaOf(ring: readonly Point[]): number {
  let twice = 0;
  let a = ring.at(-1);
  for (const b of ring) {
    if (a) twice += a.x * b.y - b.x * a.y;
    a = b;
  }
  return twice / 2;
}

/**
 * The ring without points that lie closer than `tolerance` to the line through the others
 * (Ramer, Douglas and Peucker), begun at the two points farthest apart along x.
 */
export function simplified(ring: readonly Point[], tolerance: number): Point[] {
  if (ring.length <= 3) return [...ring];
  let [first, last] = [0, 0];
  ring.forEach(({ x }, index) => {
    if (x < (ring[first]?.x ?? 0)) first = index;
    if (x >= (ring[last]?.x ?? 0)) last = index;
  });
  const turned = [...ring.slice(first), ...ring.slice(0, first)];
  const middle = (last - first + ring.length) % ring.length;
  if (middle === 0) return [...ring];
  const there = thinned(turned.slice(0, middle + 1), tolerance);
  const back = thinned([...turned.slice(middle), ...turned.slice(0, 1)], tolerance);
  const found = [...there.slice(0, -1), ...back.slice(0, -1)];
  return found.length < 3 ? [...ring] : found;
}

function thinned(line: readonly Point[], tolerance: number): Point[] {
  const [start, end] = [line[0], line.at(-1)];
  if (!start || !end || line.length < 3) return [...line];
  let [worst, at] = [0, 0];
  line.forEach((point, index) => {
    const near = nearestOn(start, end, point);
    const off = Math.hypot(near.x - point.x, near.y - point.y);
    if (off > worst) [worst, at] = [off, index];
  });
  if (worst <= tolerance) return [start, end];
  return [
    ...thinned(line.slice(0, at + 1), tolerance).slice(0, -1),
    ...thinned(line.slice(at), tolerance),
  ];
}
