/** `Image`: a picture to look at and to mark. */
import type { TagDefinition } from "../../core/registry";
import { IMAGE_COMMANDS } from "./commands";
import { ImageTag } from "./ImageTag";
import { moveTool } from "./tools/move";
import { panTool } from "./tools/pan";

export const image: TagDefinition = {
  tag: "Image",
  component: ImageTag,
  object: { labelled: null },
  tools: [moveTool, panTool],
  commands: IMAGE_COMMANDS,
};
