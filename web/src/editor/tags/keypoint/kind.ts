/** Points on images: place and size in percent, the size of the image's width. */
import type { RegionKind } from "../../core/registry";
import {
  describePlace,
  type OnImage,
  readEnvelope,
  readNumbers,
  writeEnvelope,
} from "../../surfaces/image/where";

export interface KeyPoint extends OnImage {
  readonly x: number;
  readonly y: number;
  /** Percent of the image's width. */
  readonly width: number;
}

export const KEYPOINT = "keypoint";
/** What a result without a width is shown with: two pixels of an image 800 wide. */
const USUAL_WIDTH = 0.25;

export const keyPointKind: RegionKind<KeyPoint> = {
  name: KEYPOINT,

  read(item) {
    const numbers = readNumbers(item.value, "x", "y");
    if (!numbers) return null;
    const { width = USUAL_WIDTH } = readNumbers(item.value, "width") ?? {};
    return { ...numbers, width, ...readEnvelope(item) };
  },

  write({ x, y, width, ...where }) {
    return { envelope: writeEnvelope(where), value: { x, y, width } };
  },

  describe: ({ x, y, image }) => describePlace(x, y, image),

  compare: (a, b) => a.y - b.y || a.x - b.x,

  duplicate: (point) => ({
    ...point,
    x: Math.min(point.x + 2, 100),
    y: Math.min(point.y + 2, 100),
  }),
};
