/** Draws boxes: by dragging, by two clicks on opposite corners, or side by side with three. */
import type { Tool } from "../../core/tools";
import {
  clampPoint,
  fromCorners,
  isWithin,
  type Point,
  type Size,
  toPercent,
  toPixels,
  turn,
} from "../../kernels/box";
import type { ImagePointer, ImageStage } from "../../surfaces/image/stage";
import {
  Drawing,
  drawingCommand,
  isOnImage,
  mayDraw,
  stretchingTool,
} from "../image/tools/drawing";
import { type ImageState, isDrag, look, pointingRegion, takeHold } from "../image/tools/handling";
import { RECTANGLE, type Rectangle } from "./kind";

export const rectangleTool = stretchingTool(
  "tool.rect",
  RECTANGLE,
  (from, at, image, { shift, stage }): Rectangle => {
    const to = clampPoint(shift ? square(from, at) : at, image);
    return {
      ...toPercent(fromCorners(from, to), image),
      ...stage.where,
    };
  },
);

function square(from: Point, to: Point): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: from.x + Math.sign(dx || 1) * side, y: from.y + Math.sign(dy || 1) * side };
}

/** One side by two clicks, then how far the box reaches from it: turned boxes at once. */
export const threePointTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.rect-3point",
  surface: "image",
  draws: RECTANGLE,
  start: idle,
};

function idle(stage: ImageStage): ImageState {
  const rest = (): ImageState => idle(stage);
  return {
    name: "idle",
    down: (pointer) => takeHold(stage, pointer, rest) ?? pointingCanvas(stage, pointer),
    move(pointer) {
      look(stage, pointer, "crosshair");
      return undefined;
    },
  };
}

function pointingCanvas(stage: ImageStage, origin: ImagePointer): ImageState {
  const rest = (): ImageState => idle(stage);
  const may = mayDraw(stage, RECTANGLE) && isOnImage(stage, origin.at);
  return {
    name: "pointing canvas",
    move: (pointer) => (may && isDrag(origin, pointer) ? pullingSide(stage, origin) : undefined),
    up(pointer) {
      const region = stage.regionAt(pointer);
      if (region) {
        const pointing = pointingRegion(stage, pointer, region, rest);
        return pointing.up?.(pointer) ?? rest();
      }
      stage.editor.select([]);
      return may ? pullingSide(stage, origin) : rest();
    },
    cancel: rest,
  };
}

/** The first corner stands; the side follows the pointer until the second does. */
function pullingSide(stage: ImageStage, origin: ImagePointer): ImageState {
  const drawing = new Drawing(stage, RECTANGLE);
  const set = (pointer: ImagePointer): ImageState | undefined =>
    stage.image && isDrag(origin, pointer)
      ? openingBox(stage, drawing, origin.at, clampPoint(pointer.at, stage.image))
      : undefined;
  return {
    name: "pulling side",
    busy: true,
    move({ at }) {
      const { image } = stage;
      if (image) drawing.show(boxOn(stage, image, origin.at, clampPoint(at, image)));
      return undefined;
    },
    down: set,
    up: set,
    cancel() {
      drawing.cancel();
      return idle(stage);
    },
    exit: drawing.exit,
  };
}

/** The side stands; the box opens from it towards the pointer until the next click. */
function openingBox(stage: ImageStage, drawing: Drawing, from: Point, to: Point): ImageState {
  const { image } = stage;
  const show = ({ at }: ImagePointer): undefined => {
    const box = image && boxOn(stage, image, from, to, at);
    if (box && isWithin(toPixels(box, image), image)) drawing.show(box);
  };
  return {
    name: "opening box",
    busy: true,
    move: show,
    down(pointer) {
      show(pointer);
      const box = drawing.region?.geometry as Rectangle | undefined;
      if (box && box.height > 0) drawing.finish();
      else drawing.cancel();
      return idle(stage);
    },
    cancel() {
      drawing.cancel();
      return idle(stage);
    },
    exit: drawing.exit,
  };
}

/** The box on a side, reaching as far as a point does; flat without one. */
function boxOn(
  { where }: ImageStage,
  image: Size,
  from: Point,
  to: Point,
  opposite: Point = from,
): Rectangle {
  const rotation = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  const across = turn({ x: opposite.x - from.x, y: opposite.y - from.y }, -rotation).y;
  // On the other side of the first corner that corner is the lower one.
  const top = turn({ x: 0, y: Math.min(across, 0) }, rotation);
  const box = {
    x: from.x + top.x,
    y: from.y + top.y,
    width: Math.hypot(to.x - from.x, to.y - from.y),
    height: Math.abs(across),
    rotation: (rotation + 360) % 360,
  };
  return { ...toPercent(box, image), ...where };
}

export const RECTANGLE_COMMANDS = [
  drawingCommand(rectangleTool, "command.rect", ["r"]),
  drawingCommand(threePointTool, "command.rect3", ["Shift+r"]),
];
