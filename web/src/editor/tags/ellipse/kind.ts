/** Ellipses on images: centre and radii in percent of the natural size, turned about the centre. */
import type { RegionKind } from "../../core/registry";
import type { ResultItem } from "../../core/results";
import {
  describePlace,
  type OnImage,
  readEnvelope,
  readNumbers,
  writeEnvelope,
} from "../../surfaces/image/where";

export interface Ellipse extends OnImage {
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
  /** Degrees clockwise. */
  readonly rotation: number;
}

export const ELLIPSE = "ellipse";

export const ellipseKind: RegionKind<Ellipse> = {
  name: ELLIPSE,

  read(item: ResultItem) {
    const numbers = readNumbers(item.value, "x", "y", "radiusX", "radiusY");
    if (!numbers) return null;
    const { rotation = 0 } = readNumbers(item.value, "rotation") ?? {};
    return { ...numbers, rotation, ...readEnvelope(item) };
  },

  write({ x, y, radiusX, radiusY, rotation, ...where }) {
    return { envelope: writeEnvelope(where), value: { x, y, radiusX, radiusY, rotation } };
  },

  describe({ x, y, radiusX, radiusY, image }) {
    const place = describePlace(x, y, image);
    if (!image) return place;
    const width = Math.round((radiusX / 50) * image.width);
    const height = Math.round((radiusY / 50) * image.height);
    return `${width} × ${height} ${place}`;
  },

  compare: (a, b) => a.y - b.y || a.x - b.x,

  duplicate: (ellipse) => ({
    ...ellipse,
    x: Math.min(ellipse.x + 2, 100),
    y: Math.min(ellipse.y + 2, 100),
  }),
};
