/** `Brush` and `BrushLabels`: painted masks on images. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "../labels/answer";
import { LabelsBar } from "../labels/LabelsBar";
import { BRUSH, brushKind } from "./kind";
import { brushShape } from "./shape";
import { BRUSH_COMMANDS, brushTool, eraserTool } from "./tool";

export const brush: TagDefinition = {
  tag: "Brush",
  component: () => null,
  control: { makes: BRUSH },
  kinds: [brushKind],
  shapes: [brushShape],
  tools: [brushTool, eraserTool],
  commands: BRUSH_COMMANDS,
};

export const brushLabels: TagDefinition = {
  tag: "BrushLabels",
  component: LabelsBar,
  control: { makes: BRUSH, labels: true, answer: labelsAnswer("brushlabels") },
};
