/**
 * Painted masks: how much of each pixel of an image is covered, 0 to 255. Only the rectangle that
 * holds paint is kept, so that a small stroke on a large image is a small thing.
 */
import type { Bounds, Size } from "./box";

export interface Mask {
  /** Size of the whole image. */
  readonly size: Size;
  /** The first column and row that are kept. */
  readonly left: number;
  readonly top: number;
  /** How many columns and rows are kept. */
  readonly columns: number;
  readonly rows: number;
  /** Cover of the kept pixels, row by row. */
  readonly cover: Uint8Array;
}

export function emptyMask(size: Size): Mask {
  return { size, left: 0, top: 0, columns: 0, rows: 0, cover: new Uint8Array() };
}

/** The kept rectangle of a mask made as small as its paint. */
export function trimmed(mask: Mask): Mask {
  const { columns, rows, cover } = mask;
  let [left, top, right, bottom] = [columns, rows, -1, -1];
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      if (cover[at] === 0) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      bottom = row;
    }
  }
  if (right < 0) return emptyMask(mask.size);
  if (left === 0 && top === 0 && right === columns - 1 && bottom === rows - 1) return mask;
  return cut(mask, {
    left: mask.left + left,
    top: mask.top + top,
    right: mask.left + right + 1,
    bottom: mask.top + bottom + 1,
  });
}

/** The mask within whole-pixel bounds; what it does not cover there is 0. */
export function cut(mask: Mask, { left, top, right, bottom }: Bounds): Mask {
  const columns = right - left;
  const rows = bottom - top;
  const cover = new Uint8Array(columns * rows);
  const from = Math.max(left, mask.left);
  const to = Math.min(right, mask.left + mask.columns);
  for (let row = Math.max(top, mask.top); row < Math.min(bottom, mask.top + mask.rows); row++) {
    if (to <= from) break;
    const start = (row - mask.top) * mask.columns + (from - mask.left);
    cover.set(
      mask.cover.subarray(start, start + (to - from)),
      (row - top) * columns + (from - left),
    );
  }
  return { size: mask.size, left, top, columns, rows, cover };
}

export function boundsOfMask({ left, top, columns, rows }: Mask): Bounds {
  return { left, top, right: left + columns, bottom: top + rows };
}

/** Cover at a pixel, 0 outside of what is kept. */
export function coverAt(mask: Mask, x: number, y: number): number {
  const column = x - mask.left;
  const row = y - mask.top;
  if (column < 0 || row < 0 || column >= mask.columns || row >= mask.rows) return 0;
  return mask.cover[row * mask.columns + column] ?? 0;
}

/** Both masks together: where they overlap the thicker paint counts. */
export function added(a: Mask, b: Mask): Mask {
  if (a.columns === 0) return b;
  if (b.columns === 0) return a;
  const whole = cut(a, {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.left + a.columns, b.left + b.columns),
    bottom: Math.max(a.top + a.rows, b.top + b.rows),
  });
  eachOf(b, whole, (at, cover) => {
    if (cover > (whole.cover[at] ?? 0)) whole.cover[at] = cover;
  });
  return whole;
}

/** The first mask with the second scratched out of it. */
export function erased(a: Mask, b: Mask): Mask {
  if (a.columns === 0 || b.columns === 0) return a;
  const left = { ...a, cover: a.cover.slice() };
  eachOf(b, left, (at, cover) => {
    const kept = left.cover[at] ?? 0;
    left.cover[at] = Math.min(kept, 255 - cover);
  });
  return trimmed(left);
}

/** Number of pixels with any paint. */
export function areaOfMask({ cover }: Mask): number {
  let count = 0;
  for (const part of cover) if (part !== 0) count += 1;
  return count;
}

/** Calls back for the painted pixels of `mask` that `other` keeps, with their place in `other`. */
function eachOf(mask: Mask, other: Mask, call: (at: number, cover: number) => void): void {
  const left = Math.max(mask.left, other.left);
  const right = Math.min(mask.left + mask.columns, other.left + other.columns);
  const top = Math.max(mask.top, other.top);
  const bottom = Math.min(mask.top + mask.rows, other.top + other.rows);
  for (let y = top; y < bottom; y++) {
    let from = (y - mask.top) * mask.columns + (left - mask.left);
    let to = (y - other.top) * other.columns + (left - other.left);
    for (let x = left; x < right; x++, from++, to++) {
      const cover = mask.cover[from] ?? 0;
      if (cover !== 0) call(to, cover);
    }
  }
}
