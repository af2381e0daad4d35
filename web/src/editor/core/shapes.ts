/** What the image surface asks of a region kind: where it is, what hits it, how it is drawn. */
import type { Bounds, Point, Size } from "../kernels/box";
import type { Mask } from "../kernels/mask";

export interface Paint {
  readonly color: string;
  readonly fillOpacity: number;
  /** Line width in CSS pixels. */
  readonly lineWidth: number;
  readonly dashed: boolean;
  /** Drawn fainter: a suggestion. */
  readonly faint: boolean;
}

/** A grip of the selected shape, in image pixels. */
export interface Grip {
  readonly id: string;
  readonly at: Point;
  readonly cursor: string;
  readonly round: boolean;
  /** Drawn smaller: a grip that makes something new. */
  readonly small?: boolean;
}

export interface ImageShape<Geometry = unknown> {
  /** Region kind it draws. */
  readonly kind: string;
  bounds(geometry: Geometry, image: Size): Bounds;
  /** Whether a point, give or take `slack` image pixels, is on the shape. */
  hit(geometry: Geometry, at: Point, image: Size, slack: number): boolean;
  /** What is painted, for a kind that is no outline; `trace` then gives the frame around it. */
  masks?(geometry: Geometry): readonly Mask[];
  /** Adds the outline to a path, in image pixels. */
  trace(path: Path2D | CanvasRenderingContext2D, geometry: Geometry, image: Size): void;
  /** Points to show on a shape that is not finished: the corners that stand. */
  marks?(geometry: Geometry, image: Size): readonly Point[];
  /** Where its label is written, in image pixels. */
  anchor(geometry: Geometry, image: Size): Point;
  translate(geometry: Geometry, by: Point, image: Size): Geometry;
  /** `reach` is the length of a CSS pixel in image pixels. */
  grips(geometry: Geometry, image: Size, reach: number, canRotate: boolean): Grip[];
  /** The geometry with a grip pulled to a point. */
  pull(
    geometry: Geometry,
    grip: string,
    to: Point,
    image: Size,
    held: { readonly shift: boolean },
  ): Geometry;
  /** The geometry without the part a grip stands for, or null when it must stay. */
  takeOut?(geometry: Geometry, grip: string): Geometry | null;
}
