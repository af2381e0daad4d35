/** Boxes on images: percent of the natural size, rotated about their top-left corner. */
import type { RegionKind } from "../../core/registry";
import type { JsonObject, ResultItem } from "../../core/results";
import type { Box, Size } from "../../kernels/box";
import type { QuarterTurn } from "../../kernels/view";

export interface Rectangle extends Box {
  /** Natural size of the image; null where a result does not say. */
  readonly image: Size | null;
  /** How the view was turned when the box was drawn. */
  readonly imageRotation: QuarterTurn;
}

export const RECTANGLE = "rectangle";

export const rectangleKind: RegionKind<Rectangle> = {
  name: RECTANGLE,

  read({ value, original_width, original_height, image_rotation }: ResultItem) {
    const { x, y, width, height, rotation = 0 } = value ?? {};
    const numbers = [x, y, width, height, rotation];
    if (!numbers.every((part) => typeof part === "number" && Number.isFinite(part))) return null;
    const [left, top, wide, high, turned] = numbers as [number, number, number, number, number];
    return {
      x: left,
      y: top,
      width: wide,
      height: high,
      rotation: turned,
      image:
        original_width && original_height
          ? { width: original_width, height: original_height }
          : null,
      imageRotation: (image_rotation ?? 0) as QuarterTurn,
    };
  },

  write({ x, y, width, height, rotation, image, imageRotation }) {
    const envelope: JsonObject = {
      ...(image ? { original_width: image.width, original_height: image.height } : {}),
      image_rotation: imageRotation,
    };
    return { envelope, value: { x, y, width, height, rotation } };
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
