/** Pictures of masks in their colours, made once for as long as a mask stands. */
import { parseColour } from "../../kernels/color";
import type { Mask } from "../../kernels/mask";

const FALLBACK = { r: 244, g: 138, b: 66 };

export class MaskPictures {
  readonly #pictures = new WeakMap<Mask, Map<string, OffscreenCanvas>>();

  /** The mask's kept rectangle, or null where it is empty. */
  of(mask: Mask, color: string): OffscreenCanvas | null {
    if (mask.columns === 0 || mask.rows === 0) return null;
    const known = this.#pictures.get(mask) ?? new Map<string, OffscreenCanvas>();
    this.#pictures.set(mask, known);
    const found = known.get(color) ?? painted(mask, color);
    known.set(color, found);
    return found;
  }
}

function painted({ columns, rows, cover }: Mask, color: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  const { r, g, b } = parseColour(color) ?? FALLBACK;
  const picture = context.createImageData(columns, rows);
  const { data } = picture;
  for (let at = 0, to = 0; at < cover.length; at++, to += 4) {
    data[to] = r;
    data[to + 1] = g;
    data[to + 2] = b;
    data[to + 3] = cover[at] ?? 0;
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}
