/** What every result on an image says beside its geometry: the image's size, how it was turned, its page. */
import type { JsonObject, ResultItem } from "../../core/results";
import type { Size } from "../../kernels/box";
import type { QuarterTurn } from "../../kernels/view";

export interface OnImage {
  /** Natural size of the image; null where a result does not say. */
  readonly image: Size | null;
  /** How the view was turned when the region was drawn. */
  readonly imageRotation: QuarterTurn;
  /** Which image of a `valueList`, from 0; null for an image that is alone. */
  readonly page: number | null;
}

export function readEnvelope({
  original_width,
  original_height,
  image_rotation,
  item_index,
}: ResultItem): OnImage {
  return {
    image:
      original_width && original_height ? { width: original_width, height: original_height } : null,
    imageRotation: (image_rotation ?? 0) as QuarterTurn,
    page: typeof item_index === "number" ? item_index : null,
  };
}

export function writeEnvelope({ image, imageRotation, page }: OnImage): JsonObject {
  return {
    ...(image ? { original_width: image.width, original_height: image.height } : {}),
    image_rotation: imageRotation,
    ...(page === null ? {} : { item_index: page }),
  };
}

/** Numbers of a result's value by name, or null when one is missing or not a number. */
export function readNumbers<Name extends string>(
  value: JsonObject | undefined,
  ...names: readonly Name[]
): Record<Name, number> | null {
  const found = {} as Record<Name, number>;
  for (const name of names) {
    const part = value?.[name];
    if (typeof part !== "number" || !Number.isFinite(part)) return null;
    found[name] = part;
  }
  return found;
}

/** A place in whole pixels, or in percent where the image's size is unknown. */
export function describePlace(x: number, y: number, image: Size | null): string {
  if (!image) return `${Math.round(x)} %, ${Math.round(y)} %`;
  return `(${Math.round((x / 100) * image.width)}, ${Math.round((y / 100) * image.height)})`;
}
