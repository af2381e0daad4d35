/** Painted regions: one mask, written in the run-length code of `kernels/rle.ts`. */
import type { RegionKind } from "../../core/registry";
import { added, areaOfMask, boundsOfMask, type Mask } from "../../kernels/mask";
import { decodeRle, encodeRle, RleError } from "../../kernels/rle";
import { type OnImage, readEnvelope, writeEnvelope } from "../../surfaces/image/where";

export interface Brush extends OnImage {
  readonly mask: Mask;
  /** The stroke that is being painted; it becomes part of the mask at its end. */
  readonly stroke?: Mask;
}

export const BRUSH = "brush";

/** A result is written after each change of any region: codes of masks that stand are kept. */
const written = new WeakMap<Mask, readonly number[]>();

export const brushKind: RegionKind<Brush> = {
  name: BRUSH,

  read(item) {
    const where = readEnvelope(item);
    const { rle } = item.value ?? {};
    if (!where.image || !isBytes(rle)) return null;
    try {
      return { ...where, mask: decodeRle(rle, where.image) };
    } catch (error) {
      if (error instanceof RleError) return null;
      throw error;
    }
  },

  write(brush) {
    const mask = wholeMask(brush);
    const rle = written.get(mask) ?? encodeRle(mask);
    written.set(mask, rle);
    return { envelope: writeEnvelope(brush), value: { format: "rle", rle: [...rle] } };
  },

  describe(brush) {
    const mask = wholeMask(brush);
    const { left, top, right, bottom } = boundsOfMask(mask);
    return `${right - left} × ${bottom - top} (${left}, ${top}), ${areaOfMask(mask)} px`;
  },

  compare: ({ mask: a }, { mask: b }) => a.top - b.top || a.left - b.left,
};

export function wholeMask({ mask, stroke }: Brush): Mask {
  return stroke ? added(mask, stroke) : mask;
}

function isBytes(rle: unknown): rle is number[] {
  return Array.isArray(rle) && rle.every((byte) => typeof byte === "number");
}
