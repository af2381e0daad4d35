/** Boxes on images: percent of the natural size, rotated about their top-left corner. */
import type { RegionKind } from "../../core/registry";
import type { ResultItem } from "../../core/results";
import type { Box } from "../../kernels/box";
import { type OnImage, readEnvelope, readNumbers, writeEnvelope } from "../../surfaces/image/where";

export interface Rectangle extends Box, OnImage {}

export const RECTANGLE = "rectangle";

export const rectangleKind: RegionKind<Rectangle> = {
  name: RECTANGLE,

  read(item: ResultItem) {
    const numbers = readNumbers(item.value, "x", "y", "width", "height");
    const turned =
      item.value?.rotation === undefined ? { rotation: 0 } : readNumbers(item.value, "rotation");
    return numbers && turned ? { ...numbers, ...turned, ...readEnvelope(item) } : null;
  },

  write({ x, y, width, height, rotation, ...where }) {
    return { envelope: writeEnvelope(where), value: { x, y, width, height, rotation } };
  },

  describe({ x, y, width, height, image }) {
    if (!image) return `${Math.round(width)} × ${Math.round(height)} %`;
    const px = (percent: number, whole: number): number => Math.round((percent / 100) * whole);
    const size = `${px(width, image.width)} × ${px(height, image.height)}`;
    return `${size} (${px(x, image.width)}, ${px(y, image.height)})`;
  },

  compare: (a, b) => a.y - b.y || a.x - b.x,

  duplicate: (rectangle) => ({
    ...rectangle,
    x: Math.max(0, Math.min(rectangle.x + 2, 100 - rectangle.width)),
    y: Math.max(0, Math.min(rectangle.y + 2, 100 - rectangle.height)),
  }),
};
