/** Moves the image under the hand. */
import type { Tool } from "../../../core/tools";
import type { ImagePointer, ImageStage } from "../../../surfaces/image/stage";
import type { ImageState } from "./handling";

export const panTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.pan-image",
  surface: "image",
  draws: null,
  start: idle,
};

function idle(stage: ImageStage): ImageState {
  stage.cursor = "grab";
  return {
    name: "idle",
    down: (pointer) => panning(stage, pointer),
    move() {
      stage.cursor = "grab";
      return undefined;
    },
  };
}

function panning(stage: ImageStage, origin: ImagePointer): ImageState {
  let last = origin.screen;
  stage.cursor = "grabbing";
  return {
    name: "panning",
    move({ screen }) {
      stage.pan({ x: screen.x - last.x, y: screen.y - last.y });
      last = screen;
      return undefined;
    },
    up: () => idle(stage),
    cancel: () => idle(stage),
  };
}
