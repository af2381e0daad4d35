/** How ellipses look and feel on an image: handled by the box around them. */
import type { ImageShape } from "../../core/shapes";
import {
  type Bounds,
  type Box,
  centreOf,
  clampPoint,
  type Size,
  translateWithin,
  turn,
} from "../../kernels/box";
import { boxGrips, pullBox } from "../rectangle/shape";
import { ELLIPSE, type Ellipse } from "./kind";

interface Round {
  readonly x: number;
  readonly y: number;
  readonly a: number;
  readonly b: number;
  /** Radians. */
  readonly angle: number;
}

/** In pixels of the image. */
function roundOf({ x, y, radiusX, radiusY, rotation }: Ellipse, { width, height }: Size): Round {
  return {
    x: (x / 100) * width,
    y: (y / 100) * height,
    a: (radiusX / 100) * width,
    b: (radiusY / 100) * height,
    angle: (rotation * Math.PI) / 180,
  };
}

function boxOf(ellipse: Ellipse, image: Size): Box {
  const { x, y, a, b } = roundOf(ellipse, image);
  const arm = turn({ x: -a, y: -b }, ellipse.rotation);
  return { x: x + arm.x, y: y + arm.y, width: 2 * a, height: 2 * b, rotation: ellipse.rotation };
}

function inBox(ellipse: Ellipse, box: Box, image: Size): Ellipse {
  const { x, y } = centreOf(box);
  return {
    ...ellipse,
    x: (x / image.width) * 100,
    y: (y / image.height) * 100,
    radiusX: (box.width / image.width) * 50,
    radiusY: (box.height / image.height) * 50,
    rotation: box.rotation,
    image,
  };
}

function boundsOf(ellipse: Ellipse, image: Size): Bounds {
  const { x, y, a, b, angle } = roundOf(ellipse, image);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const wide = Math.hypot(a * cos, b * sin);
  const high = Math.hypot(a * sin, b * cos);
  return { left: x - wide, top: y - high, right: x + wide, bottom: y + high };
}

export const ellipseShape: ImageShape<Ellipse> = {
  kind: ELLIPSE,

  bounds: boundsOf,

  hit(ellipse, at, image, slack) {
    const { x, y, a, b } = roundOf(ellipse, image);
    const arm = turn({ x: at.x - x, y: at.y - y }, -ellipse.rotation);
    return Math.hypot(arm.x / (a + slack), arm.y / (b + slack)) <= 1;
  },

  trace(path, ellipse, image) {
    const { x, y, a, b, angle } = roundOf(ellipse, image);
    // Without this a line would be drawn from the shape before.
    path.moveTo(x + a * Math.cos(angle), y + a * Math.sin(angle));
    path.ellipse(x, y, a, b, angle, 0, 2 * Math.PI);
  },

  anchor(ellipse, image) {
    const { left, top, right } = boundsOf(ellipse, image);
    return { x: (left + right) / 2, y: top };
  },

  translate(ellipse, by, image) {
    const { x, y } = translateWithin(boundsOf(ellipse, image), by, image);
    return {
      ...ellipse,
      x: ellipse.x + (x / image.width) * 100,
      y: ellipse.y + (y / image.height) * 100,
      image,
    };
  },

  grips: (ellipse, image, reach, canRotate) => boxGrips(boxOf(ellipse, image), reach, canRotate),

  pull(ellipse, grip, to, image, { shift }) {
    const pulled = pullBox(boxOf(ellipse, image), grip, clampPoint(to, image), to, shift);
    return pulled ? inBox(ellipse, pulled, image) : ellipse;
  },
};
