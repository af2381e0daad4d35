/** What a round brush paints: discs and the straight strokes between them, with soft edges. */
import type { Point, Size } from "./box";
import { emptyMask, type Mask } from "./mask";
import { nearestOn } from "./polygon";

/** A stroke from `a` to `b` with a brush of this radius, all in pixels of an image of this size. */
export function stroke(a: Point, b: Point, radius: number, size: Size): Mask {
  const left = Math.max(0, Math.floor(Math.min(a.x, b.x) - radius));
  const top = Math.max(0, Math.floor(Math.min(a.y, b.y) - radius));
  const right = Math.min(size.width, Math.ceil(Math.max(a.x, b.x) + radius));
  const bottom = Math.min(size.height, Math.ceil(Math.max(a.y, b.y) + radius));
  const columns = right - left;
  const rows = bottom - top;
  if (columns <= 0 || rows <= 0) return emptyMask(size);
  const cover = new Uint8Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const centre = { x: left + column + 0.5, y: top + row + 0.5 };
      const near = nearestOn(a, b, centre);
      // A pixel whose middle is on the brush's edge is half covered.
      const inside = radius + 0.5 - Math.hypot(near.x - centre.x, near.y - centre.y);
      if (inside > 0) cover[at] = Math.round(Math.min(inside, 1) * 255);
    }
  }
  return { size, left, top, columns, rows, cover };
}
