/** Sets points: one at each click. Pressing one that is there takes it up and moves it. */
import type { Tool } from "../../core/tools";
import type { ImagePointer, ImageStage } from "../../surfaces/image/stage";
import { Drawing, drawingCommand, isOnImage, mayDraw } from "../image/tools/drawing";
import { type ImageState, look, pointingRegion, takeHold } from "../image/tools/handling";
import { KEYPOINT, type KeyPoint } from "./kind";

/** Size of a new point in CSS pixels where the config names none. */
const STROKE = 2;

export const keyPointTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.key-point",
  surface: "image",
  draws: KEYPOINT,
  start: idle,
};

function idle(stage: ImageStage): ImageState {
  const rest = (): ImageState => idle(stage);
  return {
    name: "idle",
    down(pointer) {
      const hold = takeHold(stage, pointer, rest);
      if (hold) return hold;
      const region = stage.regionAt(pointer);
      // Points often lie inside of other regions; only another point is in the way.
      if (region?.kind === KEYPOINT) return pointingRegion(stage, pointer, region, rest);
      return mayDraw(stage, KEYPOINT) && isOnImage(stage, pointer.at)
        ? setting(stage, pointer)
        : undefined;
    },
    move(pointer) {
      look(stage, pointer, "crosshair");
      return undefined;
    },
  };
}

/** The point is there while the pointer is down, and follows it. */
function setting(stage: ImageStage, origin: ImagePointer): ImageState {
  const drawing = new Drawing(stage, KEYPOINT);
  const { editor, view } = stage;
  const { strokeWidth } = editor.plan.controls.get(drawing.maker)?.tag.attrs ?? {};
  const size = typeof strokeWidth === "number" ? strokeWidth : STROKE;
  const follow = ({ at }: ImagePointer): undefined => {
    const { image } = stage;
    if (!image || !isOnImage(stage, at)) return;
    const point: KeyPoint = {
      x: (at.x / image.width) * 100,
      y: (at.y / image.height) * 100,
      width: (size / view.scale / image.width) * 100,
      ...stage.where,
    };
    drawing.show(point);
  };
  follow(origin);
  return {
    name: "setting point",
    busy: true,
    move: follow,
    up() {
      drawing.finish();
      return idle(stage);
    },
    cancel() {
      drawing.cancel();
      return idle(stage);
    },
    exit: drawing.exit,
  };
}

export const KEYPOINT_COMMANDS = [drawingCommand(keyPointTool, "command.keyPoint", ["k"])];
