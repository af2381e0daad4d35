/** `Ellipse` and `EllipseLabels`: ellipses on images. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "../labels/answer";
import { LabelsBar } from "../labels/LabelsBar";
import { ELLIPSE, ellipseKind } from "./kind";
import { ellipseShape } from "./shape";
import { ELLIPSE_COMMANDS, ellipseTool } from "./tool";

export const ellipse: TagDefinition = {
  tag: "Ellipse",
  component: () => null,
  control: { makes: ELLIPSE },
  kinds: [ellipseKind],
  shapes: [ellipseShape],
  tools: [ellipseTool],
  commands: ELLIPSE_COMMANDS,
};

export const ellipseLabels: TagDefinition = {
  tag: "EllipseLabels",
  component: LabelsBar,
  control: { makes: ELLIPSE, labels: true, answer: labelsAnswer("ellipselabels") },
};
