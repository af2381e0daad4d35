/** How polygons look and feel on an image: corners to pull, edges to break, corners to take out. */
import type { ImageShape } from "../../core/shapes";
import { clampPoint, type Point, type Size, translateWithin } from "../../kernels/box";
import { boundsOfPoints, distanceToLine, isInside } from "../../kernels/polygon";
import { POLYGON, type Polygon } from "./kind";

/** Edges shorter than this, in CSS pixels, show no grip in their middle. */
const BREAKABLE = 28;
const CORNERS = 3;

export function pixelsOf({ points }: Polygon, { width, height }: Size): Point[] {
  return points.map(({ x, y }) => ({ x: (x / 100) * width, y: (y / 100) * height }));
}

export function percentOf({ x, y }: Point, { width, height }: Size): Point {
  return { x: (x / width) * 100, y: (y / height) * 100 };
}

export const polygonShape: ImageShape<Polygon> = {
  kind: POLYGON,

  bounds: (polygon, image) => boundsOfPoints(pixelsOf(polygon, image)),

  hit(polygon, at, image, slack) {
    const points = pixelsOf(polygon, image);
    return (
      (polygon.closed && isInside(points, at)) ||
      distanceToLine(points, polygon.closed, at) <= slack
    );
  },

  trace(path, polygon, image) {
    const [first, ...others] = pixelsOf(polygon, image);
    if (!first) return;
    path.moveTo(first.x, first.y);
    for (const { x, y } of others) path.lineTo(x, y);
    if (polygon.closed) path.closePath();
  },

  marks: (polygon, image) => (polygon.closed ? [] : pixelsOf(polygon, image)),

  anchor(polygon, image) {
    const points = pixelsOf(polygon, image);
    const highest = points.reduce((a, b) => (b.y < a.y ? b : a), { x: 0, y: Infinity });
    return highest;
  },

  translate(polygon, by, image) {
    const points = pixelsOf(polygon, image);
    const { x, y } = translateWithin(boundsOfPoints(points), by, image);
    const moved = points.map((point) => percentOf({ x: point.x + x, y: point.y + y }, image));
    return { ...polygon, points: moved, image };
  },

  grips(polygon, image, reach) {
    const points = pixelsOf(polygon, image);
    const corners = points.map((at, index) => ({
      id: `corner ${index}`,
      at,
      cursor: "move",
      round: true,
    }));
    const edges = points.flatMap((a, index) => {
      const b = points[index + 1] ?? (polygon.closed ? points[0] : undefined);
      if (!b || Math.hypot(b.x - a.x, b.y - a.y) < BREAKABLE * reach) return [];
      const at = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
      return [{ id: `edge ${index}`, at, cursor: "copy", round: true, small: true }];
    });
    // Corners last: where both are near, the corner is meant.
    return [...edges, ...corners];
  },

  pull(polygon, grip, to, image) {
    const [what, number] = grip.split(" ");
    const at = percentOf(clampPoint(to, image), image);
    const index = Number(number);
    const points = [...polygon.points];
    if (what === "corner") points[index] = at;
    else points.splice(index + 1, 0, at);
    return { ...polygon, points, image };
  },

  takeOut(polygon, grip) {
    const [what, number] = grip.split(" ");
    if (what !== "corner" || polygon.points.length <= CORNERS) return null;
    return { ...polygon, points: polygon.points.filter((_, index) => index !== Number(number)) };
  },
};
