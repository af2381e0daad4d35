/** `Rectangle` and `RectangleLabels`: boxes on images. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "../labels/answer";
import { LabelsBar } from "../labels/LabelsBar";
import { RECTANGLE, rectangleKind } from "./kind";
import { rectangleShape } from "./shape";
import { RECTANGLE_COMMANDS, rectangleTool, threePointTool } from "./tool";

export const rectangle: TagDefinition = {
  tag: "Rectangle",
  component: () => null,
  control: { makes: RECTANGLE },
  kinds: [rectangleKind],
  shapes: [rectangleShape],
  tools: [rectangleTool, threePointTool],
  commands: RECTANGLE_COMMANDS,
};

export const rectangleLabels: TagDefinition = {
  tag: "RectangleLabels",
  component: LabelsBar,
  control: { makes: RECTANGLE, labels: true, answer: labelsAnswer("rectanglelabels") },
};
