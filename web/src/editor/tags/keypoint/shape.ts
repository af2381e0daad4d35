/** How points look and feel on an image: a dot that never gets too small to see or to take. */
import type { ImageShape } from "../../core/shapes";
import { type Point, type Size, translateWithin } from "../../kernels/box";
import { KEYPOINT, type KeyPoint } from "./kind";

/** Smallest radius a dot is drawn with, as a part of the image's longer side. */
const LEAST = 1 / 400;

function centre({ x, y }: KeyPoint, { width, height }: Size): Point {
  return { x: (x / 100) * width, y: (y / 100) * height };
}

function radius({ width }: KeyPoint, image: Size): number {
  const drawn = ((width / 100) * image.width) / 2;
  return Math.max(drawn, Math.max(image.width, image.height) * LEAST);
}

export const keyPointShape: ImageShape<KeyPoint> = {
  kind: KEYPOINT,

  bounds(point, image) {
    const { x, y } = centre(point, image);
    const r = radius(point, image);
    return { left: x - r, top: y - r, right: x + r, bottom: y + r };
  },

  hit(point, at, image, slack) {
    const { x, y } = centre(point, image);
    return Math.hypot(at.x - x, at.y - y) <= radius(point, image) + slack;
  },

  trace(path, point, image) {
    const { x, y } = centre(point, image);
    const r = radius(point, image);
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  },

  anchor(point, image) {
    const { x, y } = centre(point, image);
    const r = radius(point, image);
    return { x: x + r, y: y - r };
  },

  translate(point, by, image) {
    const { x, y } = centre(point, image);
    const moved = translateWithin({ left: x, top: y, right: x, bottom: y }, by, image);
    return {
      ...point,
      x: ((x + moved.x) / image.width) * 100,
      y: ((y + moved.y) / image.height) * 100,
      image,
    };
  },

  grips: () => [],

  pull: (point) => point,
};
