/** The tool in an empty hand: selects, moves, resizes, turns, and brushes over regions. */
import type { Tool } from "../../../core/tools";
import type { Bounds } from "../../../kernels/box";
import type { ImagePointer, ImageStage } from "../../../surfaces/image/stage";
import { type ImageState, isDrag, look, pointingRegion, takeHold } from "./handling";

export const moveTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.move",
  surface: "image",
  draws: null,
  start: idle,
};

function idle(stage: ImageStage): ImageState {
  const rest = (): ImageState => idle(stage);
  return {
    name: "idle",
    down(pointer) {
      const hold = takeHold(stage, pointer, rest);
      if (hold && !pointer.shift && !pointer.ctrl) return hold;
      const region = stage.regionAt(pointer);
      if (region) return pointingRegion(stage, pointer, region, rest);
      return pointingCanvas(stage, pointer);
    },
    move(pointer) {
      look(stage, pointer, stage.regionAt(pointer) ? "pointer" : "default");
      return undefined;
    },
  };
}

function pointingCanvas(stage: ImageStage, origin: ImagePointer): ImageState {
  return {
    name: "pointing canvas",
    move: (pointer) => (isDrag(origin, pointer) ? brushing(stage, origin) : undefined),
    up() {
      if (!origin.shift && !origin.ctrl) stage.editor.select([]);
      return idle(stage);
    },
    cancel: () => idle(stage),
  };
}

/** Selects whatever the dragged rectangle touches. */
function brushing(stage: ImageStage, origin: ImagePointer): ImageState {
  const { editor } = stage;
  const before = editor.session.selection;
  const kept = origin.shift || origin.ctrl ? before : [];
  return {
    name: "brushing",
    busy: true,
    move({ at }) {
      const brush: Bounds = {
        left: Math.min(origin.at.x, at.x),
        top: Math.min(origin.at.y, at.y),
        right: Math.max(origin.at.x, at.x),
        bottom: Math.max(origin.at.y, at.y),
      };
      stage.brush = brush;
      const touched = stage
        .index()
        .within(brush)
        .map(({ id }) => id);
      editor.update({ selection: [...new Set([...kept, ...touched])] });
      return undefined;
    },
    up: () => idle(stage),
    cancel() {
      editor.select(before);
      return idle(stage);
    },
    exit() {
      stage.brush = null;
      editor.update({});
    },
  };
}
