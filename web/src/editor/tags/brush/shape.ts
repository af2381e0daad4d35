/** How masks look and feel on an image: they are painted, hit where there is paint, and moved whole. */
import type { ImageShape } from "../../core/shapes";
import { translateWithin } from "../../kernels/box";
import { boundsOfMask, coverAt, type Mask } from "../../kernels/mask";
import { BRUSH, type Brush, wholeMask } from "./kind";

export const brushShape: ImageShape<Brush> = {
  kind: BRUSH,

  bounds: (brush) => boundsOfMask(wholeMask(brush)),

  hit: ({ mask }, { x, y }) => coverAt(mask, Math.floor(x), Math.floor(y)) > 0,

  masks: ({ mask, stroke }) => (stroke ? [mask, stroke] : [mask]),

  trace(path, brush) {
    const { left, top, right, bottom } = boundsOfMask(wholeMask(brush));
    path.rect(left, top, right - left, bottom - top);
  },

  anchor(brush) {
    const { left, top } = boundsOfMask(wholeMask(brush));
    return { x: left, y: top };
  },

  translate(brush, by, image) {
    const mask = wholeMask(brush);
    const { x, y } = translateWithin(boundsOfMask(mask), by, image);
    const moved: Mask = {
      ...mask,
      left: mask.left + Math.round(x),
      top: mask.top + Math.round(y),
    };
    return { ...brush, mask: moved };
  },

  grips: () => [],

  pull: (brush) => brush,
};
