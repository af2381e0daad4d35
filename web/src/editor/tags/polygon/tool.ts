/** Draws polygons corner by corner: the first corner, a double click or Enter closes them. */
import type { Tool } from "../../core/tools";
import { clampPoint, type Point } from "../../kernels/box";
import type { ImagePointer, ImageStage } from "../../surfaces/image/stage";
import { Drawing, drawingCommand, isOnImage, mayDraw } from "../image/tools/drawing";
import { type ImageState, look, pointingRegion, takeHold } from "../image/tools/handling";
import { POLYGON, type Polygon } from "./kind";
import { percentOf } from "./shape";

/** A click this near the first corner closes, and this near the last one ends; CSS pixels. */
const NEAR = 6;
const CORNERS = 3;
const SNAP = Math.PI / 4;

export const polygonTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.polygon",
  surface: "image",
  draws: POLYGON,
  start: idle,
};

function idle(stage: ImageStage): ImageState {
  return {
    name: "idle",
    down: (pointer) =>
      takeHold(stage, pointer, () => idle(stage)) ?? pointingCanvas(stage, pointer),
    move(pointer) {
      look(stage, pointer, "crosshair");
      return undefined;
    },
  };
}

/** Pressed on nothing that is held: a click selects what is there, or sets the first corner. */
function pointingCanvas(stage: ImageStage, origin: ImagePointer): ImageState {
  const { editor } = stage;
  const rest = (): ImageState => idle(stage);
  const may = mayDraw(stage, POLYGON) && isOnImage(stage, origin.at);
  return {
    name: "pointing canvas",
    up(pointer) {
      const region = stage.regionAt(pointer);
      if (region) {
        const pointing = pointingRegion(stage, pointer, region, rest);
        return pointing.up?.(pointer) ?? rest();
      }
      const hadSelection = editor.session.selection.length > 0;
      editor.select([]);
      return may && !hadSelection ? placing(stage, origin) : rest();
    },
    cancel: rest,
  };
}

/** Corners stand; a line follows the pointer from the last of them. */
function placing(stage: ImageStage, origin: ImagePointer): ImageState {
  const drawing = new Drawing(stage, POLYGON);
  const corners: Point[] = [origin.at];
  let last = origin;

  const show = (points: readonly Point[], closed: boolean): void => {
    const { image, where } = stage;
    if (!image) return;
    const polygon: Polygon = {
      points: points.map((point) => percentOf(point, image)),
      closed,
      ...where,
    };
    drawing.show(polygon);
  };
  const isNear = (corner: Point | undefined, { at, reach }: ImagePointer): boolean =>
    corner !== undefined &&
    Math.hypot(corner.x - at.x, corner.y - at.y) * stage.view.scale <= Math.max(NEAR, reach);
  const place = (pointer: ImagePointer): Point => {
    const from = corners.at(-1);
    const at = pointer.shift && from ? snapped(from, pointer.at) : pointer.at;
    return stage.image ? clampPoint(at, stage.image) : at;
  };
  const closes = (pointer: ImagePointer): boolean =>
    corners.length >= CORNERS && (isNear(corners[0], pointer) || isNear(corners.at(-1), pointer));
  const follow = (pointer: ImagePointer): undefined => {
    last = pointer;
    stage.cursor = closes(pointer) ? "pointer" : "crosshair";
    show(closes(pointer) ? corners : [...corners, place(pointer)], closes(pointer));
  };
  const close = (): ImageState | undefined => {
    if (corners.length < CORNERS) return undefined;
    show(corners, true);
    drawing.finish();
    return idle(stage);
  };

  follow(origin);
  return {
    name: "placing corners",
    busy: true,
    move: follow,
    down(pointer) {
      if (closes(pointer)) return close();
      if (!isNear(corners.at(-1), pointer)) corners.push(place(pointer));
      return follow(pointer);
    },
    back() {
      if (corners.length === 1) {
        drawing.cancel();
        return idle(stage);
      }
      corners.pop();
      return follow(last);
    },
    finish: close,
    cancel() {
      drawing.cancel();
      return idle(stage);
    },
    exit: drawing.exit,
  };
}

/** The point turned to the nearest eighth of a circle about another. */
function snapped(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const angle = Math.round(Math.atan2(dy, dx) / SNAP) * SNAP;
  const length = dx * Math.cos(angle) + dy * Math.sin(angle);
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}

export const POLYGON_COMMANDS = [drawingCommand(polygonTool, "command.polygon", ["p"])];
