/** How boxes look and feel on an image. */

import type { Grip, ImageShape } from "../../core/shapes";
import {
  type Box,
  boundsOf,
  clampPoint,
  cornersOf,
  distanceTo,
  handlePoint,
  isWithin,
  type Point,
  RESIZE_HANDLES,
  resize,
  type Size,
  toPercent,
  toPixels,
  translate,
  turnTowards,
} from "../../kernels/box";
import { RECTANGLE, type Rectangle } from "./kind";

/** Distance of the turning knob from the box, in CSS pixels. */
const KNOB_REACH = 24;
const TURN_SNAP = 15;
const CURSORS = ["ns-resize", "nesw-resize", "ew-resize", "nwse-resize"] as const;
/** Direction each handle pulls, in degrees clockwise from up. */
const DIRECTIONS: Readonly<Record<string, number>> = {
  n: 0,
  ne: 45,
  e: 90,
  se: 135,
  s: 180,
  sw: 225,
  w: 270,
  nw: 315,
};

function withBox(rectangle: Rectangle, pixels: Rectangle, image: Size): Rectangle {
  return { ...rectangle, ...toPercent(pixels, image), image };
}

export const rectangleShape: ImageShape<Rectangle> = {
  kind: RECTANGLE,

  bounds: (rectangle, image) => boundsOf(toPixels(rectangle, image)),

  hit: (rectangle, at, image, slack) => distanceTo(toPixels(rectangle, image), at) <= slack,

  trace(path, rectangle, image) {
    const box = toPixels(rectangle, image);
    if (box.rotation === 0) {
      path.rect(box.x, box.y, box.width, box.height);
      return;
    }
    const [first, ...others] = cornersOf(box);
    path.moveTo(first.x, first.y);
    for (const { x, y } of others) path.lineTo(x, y);
    path.closePath();
  },

  anchor(rectangle, image) {
    const { left, top } = boundsOf(toPixels(rectangle, image));
    return { x: left, y: top };
  },

  translate: (rectangle, by, image) => {
    const moved = translate(toPixels(rectangle, image), by, image);
    return withBox(rectangle, { ...rectangle, ...moved }, image);
  },

  grips: (rectangle, image, reach, canRotate) =>
    boxGrips(toPixels(rectangle, image), reach, canRotate),

  pull(rectangle, grip, to, image, { shift }) {
    const pulled = pullBox(toPixels(rectangle, image), grip, clampPoint(to, image), to, shift);
    return pulled && isWithin(pulled, image)
      ? withBox(rectangle, { ...rectangle, ...pulled }, image)
      : rectangle;
  },
};

/** The grips of whatever is handled by a box around it. */
export function boxGrips(box: Box, reach: number, canRotate: boolean): Grip[] {
  const grips = RESIZE_HANDLES.map((id) => {
    const direction = (DIRECTIONS[id] ?? 0) + box.rotation;
    const cursor = CURSORS[Math.round(direction / 45) % 4] ?? "default";
    return { id: id as string, at: handlePoint(box, id, 0), cursor, round: false };
  });
  if (canRotate) {
    const at = handlePoint(box, "turn", KNOB_REACH * reach);
    grips.push({ id: "turn", at, cursor: "grab", round: true });
  }
  return grips;
}

/** The box with a grip pulled: sides to a place on the image, the knob to anywhere. */
export function pullBox(
  box: Box,
  grip: string,
  inside: Point,
  anywhere: Point,
  shift: boolean,
): Box | null {
  if (grip === "turn") return turnTowards(box, anywhere, shift ? TURN_SNAP : 0);
  const handle = RESIZE_HANDLES.find((id) => id === grip);
  return handle ? resize(box, handle, inside, { even: shift }) : null;
}
