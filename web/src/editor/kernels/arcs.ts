/** Curves between two boxes on the screen, for relations. */
import type { Bounds, Point } from "./box";

export interface Arc {
  /** The `d` of an SVG path, from the first box to the second. */
  readonly path: string;
  /** Where its words are written. */
  readonly middle: Point;
}

/** How far an arc over boxes of one row rises, in CSS pixels. */
const LEAST_RISE = 16;
const MOST_RISE = 56;
const RISE = 0.12;
/** What is taller than a line of text is joined at its sides, in CSS pixels. */
const TALL = 40;
/** Room between a box and the tip of an arrow. */
const GAP = 2;

/**
 * Words in one row are joined over their tops, larger boxes side by side at their sides, others from
 * the bottom of the upper to the top of the lower one.
 */
export function arcBetween(a: Bounds, b: Bounds): Arc {
  const ax = (a.left + a.right) / 2;
  const bx = (b.left + b.right) / 2;
  const inRow = a.top < b.bottom && b.top < a.bottom;
  const tall = Math.max(a.bottom - a.top, b.bottom - b.top) > TALL;
  if (inRow && tall && (a.right < b.left || b.right < a.left)) {
    const forth = a.right < b.left;
    const from = { x: forth ? a.right + GAP : a.left - GAP, y: (a.top + a.bottom) / 2 };
    const to = { x: forth ? b.left - GAP : b.right + GAP, y: (b.top + b.bottom) / 2 };
    const half = (to.x - from.x) / 2;
    return curve(from, { ...from, x: from.x + half }, { ...to, x: to.x - half }, to);
  }
  if (inRow) {
    const ay = a.top - GAP;
    const by = b.top - GAP;
    const rise = Math.min(Math.max(Math.abs(bx - ax) * RISE, LEAST_RISE), MOST_RISE);
    const top = Math.min(ay, by) - rise;
    return curve({ x: ax, y: ay }, { x: ax, y: top }, { x: bx, y: top }, { x: bx, y: by });
  }
  const down = a.bottom <= b.top;
  const ay = down ? a.bottom + GAP : a.top - GAP;
  const by = down ? b.top - GAP : b.bottom + GAP;
  const half = (by - ay) / 2;
  return curve(
    { x: ax, y: ay },
    { x: ax, y: ay + half },
    { x: bx, y: by - half },
    { x: bx, y: by },
  );
}

function curve(from: Point, out: Point, back: Point, to: Point): Arc {
  const [a, b, c, d] = [from, out, back, to].map(({ x, y }) => `${round(x)} ${round(y)}`);
  const middle = (axis: "x" | "y"): number =>
    round((from[axis] + 3 * out[axis] + 3 * back[axis] + to[axis]) / 8);
  return { path: `M ${a} C ${b}, ${c}, ${d}`, middle: { x: middle("x"), y: middle("y") } };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
