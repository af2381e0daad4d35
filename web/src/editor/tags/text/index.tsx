/** `Text`: plain text to read and to mark. */
import type { TagDefinition } from "../../core/registry";
import { SPAN, spanKind } from "./kind";
import { TextTag } from "./TextTag";
import { textTool } from "./tool";

export const text: TagDefinition = {
  tag: "Text",
  component: TextTag,
  object: { labelled: SPAN },
  kinds: [spanKind],
  tools: [textTool],
};
