/** How large pages are drawn, and which of them is looked at. */

/** PDF units are 1/72 inch, and CSS pixels 1/96. */
export const ACTUAL = 96 / 72;
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4];
/** Canvases of more pixels than this are refused by some browsers. */
const MOST_PIXELS = 16_000_000;

/** The next zoom of the ladder up (1) or down (-1). */
export function nextZoom(zoom: number, by: 1 | -1): number {
  const near = 0.005;
  const next =
    by > 0
      ? STEPS.find((step) => step > zoom + near)
      : STEPS.findLast((step) => step < zoom - near);
  return next ?? zoom;
}

/** The zoom at which a page of `width` PDF units fills `room` CSS pixels. */
export function fitZoom(width: number, room: number): number {
  return Math.max(0.1, Math.min(4, room / (width * ACTUAL)));
}

/** Device pixels drawn for a CSS pixel, within what a canvas may have. */
export function density(width: number, height: number, wanted: number): number {
  return Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
}

/** The page (from 1) that lies across the middle of what is in sight. */
export function pageAt(tops: readonly number[], middle: number): number {
  const next = tops.findIndex((top) => top > middle);
  return next < 0 ? tops.length : Math.max(1, next);
}
