/** Polygons on images: corners in percent of the natural size, in the order they were set. */
import type { RegionKind } from "../../core/registry";
import type { Json } from "../../core/results";
import type { Point } from "../../kernels/box";
import { boundsOfPoints } from "../../kernels/polygon";
import {
  describePlace,
  type OnImage,
  readEnvelope,
  writeEnvelope,
} from "../../surfaces/image/where";

export interface Polygon extends OnImage {
  readonly points: readonly Point[];
  readonly closed: boolean;
}

export const POLYGON = "polygon";

export const polygonKind: RegionKind<Polygon> = {
  name: POLYGON,

  read(item) {
    const { points: raw, closed } = item.value ?? {};
    if (!Array.isArray(raw) || raw.length === 0) return null;
    const points = raw.map(readPoint);
    if (!points.every((point) => point !== null)) return null;
    return { points, closed: closed !== false, ...readEnvelope(item) };
  },

  write({ points, closed, ...where }) {
    return {
      envelope: writeEnvelope(where),
      value: { points: points.map(({ x, y }) => [x, y]), closed },
    };
  },

  describe({ points, image }) {
    const { left, top } = boundsOfPoints(points);
    return `${points.length} · ${describePlace(left, top, image)}`;
  },

  compare(a, b) {
    const [first, second] = [boundsOfPoints(a.points), boundsOfPoints(b.points)];
    return first.top - second.top || first.left - second.left;
  },

  duplicate(polygon) {
    const { right, bottom } = boundsOfPoints(polygon.points);
    const by = { x: Math.min(2, 100 - right), y: Math.min(2, 100 - bottom) };
    return { ...polygon, points: polygon.points.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) };
  },
};

function readPoint(pair: Json): Point | null {
  if (!Array.isArray(pair)) return null;
  const [x, y] = pair;
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y)
    ? { x, y }
    : null;
}
