/** Draws boxes: by dragging, or by two clicks on opposite corners. */
import { put, type Region } from "../../core/document";
import { afterDrawing, draftRegion, mayUse } from "../../core/labeling";
import { kindsOn } from "../../core/plan";
import type { Tool } from "../../core/tools";
import { clampPoint, fromCorners, type Point, toPercent } from "../../kernels/box";
import type { ImagePointer, ImageStage } from "../../surfaces/image/stage";
import { type ImageState, isDrag, look, pointingRegion, takeHold } from "../image/tools/handling";
import { RECTANGLE, type Rectangle } from "./kind";

export const rectangleTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.rect",
  surface: "image",
  draws: RECTANGLE,
  start: idle,
};

/** Boxes with a side shorter than this many CSS pixels were not meant. */
const SMALLEST = 2;

function idle(stage: ImageStage): ImageState {
  const rest = (): ImageState => idle(stage);
  return {
    name: "idle",
    down(pointer) {
      const hold = takeHold(stage, pointer, rest);
      return hold ?? pointingCanvas(stage, pointer);
    },
    move(pointer) {
      look(stage, pointer, "crosshair");
      return undefined;
    },
  };
}

/** Pressed, undecided: a drag draws, a click selects what is there or sets the first corner. */
function pointingCanvas(stage: ImageStage, origin: ImagePointer): ImageState {
  const { editor } = stage;
  const rest = (): ImageState => idle(stage);
  const draws = mayDraw(stage);
  return {
    name: "pointing canvas",
    move: (pointer) => (draws && isDrag(origin, pointer) ? drawing(stage, origin) : undefined),
    up(pointer) {
      const region = stage.regionAt(pointer);
      if (region) {
        const pointing = pointingRegion(stage, pointer, region, rest);
        return pointing.up?.(pointer) ?? rest();
      }
      const hadSelection = editor.session.selection.length > 0;
      editor.select([]);
      return hadSelection || !draws || !isOnImage(stage, origin.at)
        ? rest()
        : placing(stage, origin);
    },
    cancel: rest,
  };
}

function mayDraw(stage: ImageStage): boolean {
  const { editor, object } = stage;
  return !editor.readOnly && stage.image !== null && kindsOn(editor.plan, object).has(RECTANGLE);
}

function isOnImage(stage: ImageStage, at: Point): boolean {
  const { image } = stage;
  return image !== null && at.x >= 0 && at.y >= 0 && at.x <= image.width && at.y <= image.height;
}

/** The pointer is down and pulls a corner. */
function drawing(stage: ImageStage, origin: ImagePointer): ImageState {
  const box = newBox(stage, origin);
  return {
    name: "drawing box",
    busy: true,
    move: box.pull,
    up: () => box.finish(),
    cancel: box.cancel,
    exit: box.exit,
  };
}

/** The first corner stands; the next click sets the other. */
function placing(stage: ImageStage, origin: ImagePointer): ImageState {
  const box = newBox(stage, origin);
  return {
    name: "placing corner",
    busy: true,
    move: box.pull,
    down(pointer) {
      box.pull(pointer);
      return box.finish();
    },
    cancel: box.cancel,
    exit: box.exit,
  };
}

/** A box between a fixed corner and the pointer, as an open gesture. */
function newBox(stage: ImageStage, origin: ImagePointer) {
  const { editor } = stage;
  editor.select([]);
  const mark = editor.mark();
  const draft = draftRegion(editor, { object: stage.object, kind: RECTANGLE, geometry: null });
  let region: Region | null = null;
  stage.moving = new Set([draft.id]);
  stage.cursor = "crosshair";

  return {
    pull({ at, shift }: ImagePointer): undefined {
      const { image } = stage;
      if (!image) return;
      const a = clampPoint(origin.at, image);
      const b = clampPoint(shift ? square(a, at) : at, image);
      const geometry: Rectangle = {
        ...toPercent(fromCorners(a, b), image),
        image,
        imageRotation: stage.view.rotation,
      };
      region = { ...draft, geometry };
      editor.rewind(mark);
      editor.transact("", [put(editor.document, "regions", region.id, region)]);
    },

    finish(): ImageState {
      const bounds = region && stage.boundsOf(region);
      const least = SMALLEST / stage.view.scale;
      if (!region || !bounds) editor.revert(mark);
      else if (bounds.right - bounds.left < least || bounds.bottom - bounds.top < least) {
        editor.revert(mark);
      } else if (!mayUse(editor, region)) {
        editor.revert(mark);
      } else {
        editor.settle("step.draw");
        afterDrawing(editor, region);
      }
      return idle(stage);
    },

    cancel(): ImageState {
      editor.revert(mark);
      return idle(stage);
    },

    exit(): void {
      stage.moving = new Set();
    },
  };
}

function square(from: Point, to: Point): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const side = Math.max(Math.abs(dx), Math.abs(dy));
  return { x: from.x + Math.sign(dx || 1) * side, y: from.y + Math.sign(dy || 1) * side };
}
