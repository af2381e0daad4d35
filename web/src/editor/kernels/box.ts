/**
 * Boxes that may be rotated. Pixels unless a name says percent; angles in degrees, clockwise about
 * the box's own top-left corner, as results store them.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Point, Size {
  readonly rotation: number;
}

/** An upright rectangle by its edges. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Where a box can be taken: corners, edges, and the knob that turns it. */
export type Handle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w" | "turn";

/** How far along each axis a handle lies, 0 to 1. */
const PLACES: Readonly<Record<Exclude<Handle, "turn">, Point>> = {
  nw: { x: 0, y: 0 },
  n: { x: 0.5, y: 0 },
  ne: { x: 1, y: 0 },
  e: { x: 1, y: 0.5 },
  se: { x: 1, y: 1 },
  s: { x: 0.5, y: 1 },
  sw: { x: 0, y: 1 },
  w: { x: 0, y: 0.5 },
};

export const RESIZE_HANDLES = Object.keys(PLACES) as Exclude<Handle, "turn">[];

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

export function clampPoint({ x, y }: Point, { width, height }: Size): Point {
  return { x: clamp(x, 0, width), y: clamp(y, 0, height) };
}

/** A vector turned clockwise (y points down). */
export function turn({ x, y }: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { x: x * cos - y * sin, y: x * sin + y * cos };
}

export function fromCorners(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
    rotation: 0,
  };
}

export function toPixels(box: Box, { width, height }: Size): Box {
  return {
    x: (box.x / 100) * width,
    y: (box.y / 100) * height,
    width: (box.width / 100) * width,
    height: (box.height / 100) * height,
    rotation: box.rotation,
  };
}

export function toPercent(box: Box, { width, height }: Size): Box {
  return {
    x: (box.x / width) * 100,
    y: (box.y / height) * 100,
    width: (box.width / width) * 100,
    height: (box.height / height) * 100,
    rotation: box.rotation,
  };
}

/** A point of the box, from 0 to 1 along its own axes. */
export function pointOf(box: Box, { x, y }: Point): Point {
  const arm = { x: box.width * x, y: box.height * y };
  const turned = box.rotation === 0 ? arm : turn(arm, box.rotation);
  return { x: box.x + turned.x, y: box.y + turned.y };
}

export function centreOf(box: Box): Point {
  return pointOf(box, { x: 0.5, y: 0.5 });
}

/** Top left, top right, bottom right, bottom left. */
export function cornersOf(box: Box): [Point, Point, Point, Point] {
  return [
    pointOf(box, PLACES.nw),
    pointOf(box, PLACES.ne),
    pointOf(box, PLACES.se),
    pointOf(box, PLACES.sw),
  ];
}

export function boundsOf(box: Box): Bounds {
  if (box.rotation === 0) {
    return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
  }
  const corners = cornersOf(box);
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  return {
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };
}

/** Distance of a point from the box, 0 inside. */
export function distanceTo(box: Box, point: Point): number {
  const { x, y } = toOwnAxes(box, point);
  const dx = Math.max(-x, 0, x - box.width);
  const dy = Math.max(-y, 0, y - box.height);
  return Math.hypot(dx, dy);
}

function toOwnAxes(box: Box, point: Point): Point {
  const arm = { x: point.x - box.x, y: point.y - box.y };
  return box.rotation === 0 ? arm : turn(arm, -box.rotation);
}

/** Where the turning knob is, `reach` away from the middle of the top edge. */
export function handlePoint(box: Box, handle: Handle, reach: number): Point {
  if (handle !== "turn") return pointOf(box, PLACES[handle]);
  const top = pointOf(box, PLACES.n);
  const up = turn({ x: 0, y: -reach }, box.rotation);
  return { x: top.x + up.x, y: top.y + up.y };
}

/**
 * The box with a handle pulled to a point: what lies opposite stays. `even` keeps the proportions
 * of corners. Pulled past the opposite side, the box turns over rather than inside out.
 */
export function resize(
  box: Box,
  handle: Exclude<Handle, "turn">,
  to: Point,
  { even = false }: { readonly even?: boolean } = {},
): Box {
  const place = PLACES[handle];
  const local = toOwnAxes(box, to);
  const stay = { x: (1 - place.x) * box.width, y: (1 - place.y) * box.height };
  let reach = { x: local.x - stay.x, y: local.y - stay.y };
  if (even && place.x !== 0.5 && place.y !== 0.5 && box.width > 0 && box.height > 0) {
    const scale = Math.max(Math.abs(reach.x) / box.width, Math.abs(reach.y) / box.height);
    reach = {
      x: Math.sign(reach.x || 1) * scale * box.width,
      y: Math.sign(reach.y || 1) * scale * box.height,
    };
  }
  const x = place.x === 0.5 ? [0, box.width] : [stay.x, stay.x + reach.x];
  const y = place.y === 0.5 ? [0, box.height] : [stay.y, stay.y + reach.y];
  const left = Math.min(...x);
  const top = Math.min(...y);
  const width = Math.max(...x) - left;
  const height = Math.max(...y) - top;
  const arm = box.rotation === 0 ? { x: left, y: top } : turn({ x: left, y: top }, box.rotation);
  return { x: box.x + arm.x, y: box.y + arm.y, width, height, rotation: box.rotation };
}

/** The box turned about its centre so that its knob points at `to`; `snap` in degrees, or 0. */
export function turnTowards(box: Box, to: Point, snap = 0): Box {
  const centre = centreOf(box);
  const angle = (Math.atan2(to.x - centre.x, centre.y - to.y) * 180) / Math.PI;
  const rotation = snap > 0 ? Math.round(angle / snap) * snap : angle;
  return turnTo(box, rotation);
}

/** The box turned about its centre to an angle, kept within 0 to 360. */
export function turnTo(box: Box, rotation: number): Box {
  const centre = centreOf(box);
  const arm = turn({ x: -box.width / 2, y: -box.height / 2 }, rotation);
  return {
    ...box,
    x: centre.x + arm.x,
    y: centre.y + arm.y,
    rotation: ((rotation % 360) + 360) % 360,
  };
}

/** How far what lies within bounds may be moved on an image of this size. */
export function translateWithin(
  { left, top, right, bottom }: Bounds,
  by: Point,
  { width, height }: Size,
): Point {
  return {
    x: clamp(by.x, Math.min(-left, 0), Math.max(width - right, 0)),
    y: clamp(by.y, Math.min(-top, 0), Math.max(height - bottom, 0)),
  };
}

/** The box moved, as far as the image lets it. */
export function translate(box: Box, by: Point, within: Size): Box {
  const { x, y } = translateWithin(boundsOf(box), by, within);
  return { ...box, x: box.x + x, y: box.y + y };
}

/** Whether a resized box still lies on the image, give or take rounding. */
export function isWithin(box: Box, { width, height }: Size): boolean {
  const { left, top, right, bottom } = boundsOf(box);
  const slack = 1e-6 * Math.max(width, height);
  return left >= -slack && top >= -slack && right <= width + slack && bottom <= height + slack;
}
