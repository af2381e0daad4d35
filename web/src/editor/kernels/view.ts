/**
 * How an image lies on the screen: scale, offset and quarter turns. Screen pixels are CSS pixels
 * of the stage, image pixels are natural ones of the unrotated image.
 */
import { clamp, type Point, type Size } from "./box";

export type QuarterTurn = 0 | 90 | 180 | 270;

export interface View {
  readonly scale: number;
  /** Where the top-left corner of the turned image is on the stage. */
  readonly x: number;
  readonly y: number;
  readonly rotation: QuarterTurn;
}

export const MAX_SCALE = 64;

export function turnedSize({ width, height }: Size, rotation: QuarterTurn): Size {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** The whole image, centred, `margin` pixels from the edge. Never larger than `largest`. */
export function wholeImage(
  image: Size,
  stage: Size,
  rotation: QuarterTurn,
  margin: number,
  largest = MAX_SCALE,
): View {
  const { width, height } = turnedSize(image, rotation);
  const scale = Math.min(
    Math.max(stage.width - 2 * margin, 1) / width,
    Math.max(stage.height - 2 * margin, 1) / height,
    largest,
  );
  return centred(image, stage, rotation, scale);
}

export function centred(image: Size, stage: Size, rotation: QuarterTurn, scale: number): View {
  const { width, height } = turnedSize(image, rotation);
  return {
    scale,
    rotation,
    x: (stage.width - width * scale) / 2,
    y: (stage.height - height * scale) / 2,
  };
}

/** The view scaled by a factor, with what is under `at` staying there. */
export function zoomAt(view: View, at: Point, factor: number, smallest: number): View {
  const scale = clamp(view.scale * factor, smallest, MAX_SCALE);
  const grown = scale / view.scale;
  return { ...view, scale, x: at.x - (at.x - view.x) * grown, y: at.y - (at.y - view.y) * grown };
}

export function pan(view: View, by: Point): View {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** The view moved back so that some of the image, at least `keep` pixels, stays on the stage. */
export function keepInSight(view: View, image: Size, stage: Size, keep: number): View {
  const turned = turnedSize(image, view.rotation);
  const width = turned.width * view.scale;
  const height = turned.height * view.scale;
  return {
    ...view,
    x: clamp(view.x, Math.min(keep - width, 0), Math.max(stage.width - keep, 0)),
    y: clamp(view.y, Math.min(keep - height, 0), Math.max(stage.height - keep, 0)),
  };
}

export function toImage(view: View, image: Size, { x, y }: Point): Point {
  const u = (x - view.x) / view.scale;
  const v = (y - view.y) / view.scale;
  switch (view.rotation) {
    case 0:
      return { x: u, y: v };
    case 90:
      return { x: v, y: image.height - u };
    case 180:
      return { x: image.width - u, y: image.height - v };
    case 270:
      return { x: image.width - v, y: u };
  }
}

export function toScreen(view: View, image: Size, { x, y }: Point): Point {
  const [a, b, c, d, e, f] = matrixOf(view, image);
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** Image to screen as the six numbers of a canvas transform. */
export function matrixOf(
  { scale: s, x, y, rotation }: View,
  { width, height }: Size,
): [number, number, number, number, number, number] {
  switch (rotation) {
    case 0:
      return [s, 0, 0, s, x, y];
    case 90:
      return [0, s, -s, 0, x + height * s, y];
    case 180:
      return [-s, 0, 0, -s, x + width * s, y + height * s];
    case 270:
      return [0, -s, s, 0, x, y + width * s];
  }
}

/** The view turned by quarters about the middle of the stage. */
export function turnView(view: View, image: Size, stage: Size, by: 90 | -90): View {
  const middle = { x: stage.width / 2, y: stage.height / 2 };
  const held = toImage(view, image, middle);
  const rotation = ((view.rotation + by + 360) % 360) as QuarterTurn;
  const turned = { ...view, rotation };
  const now = toScreen(turned, image, held);
  return pan(turned, { x: middle.x - now.x, y: middle.y - now.y });
}
