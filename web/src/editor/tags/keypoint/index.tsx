/** `KeyPoint` and `KeyPointLabels`: points on images. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "../labels/answer";
import { LabelsBar } from "../labels/LabelsBar";
import { KEYPOINT, keyPointKind } from "./kind";
import { keyPointShape } from "./shape";
import { KEYPOINT_COMMANDS, keyPointTool } from "./tool";

export const keyPoint: TagDefinition = {
  tag: "KeyPoint",
  component: () => null,
  control: { makes: KEYPOINT },
  kinds: [keyPointKind],
  shapes: [keyPointShape],
  tools: [keyPointTool],
  commands: KEYPOINT_COMMANDS,
};

export const keyPointLabels: TagDefinition = {
  tag: "KeyPointLabels",
  component: LabelsBar,
  control: { makes: KEYPOINT, labels: true, answer: labelsAnswer("keypointlabels") },
};
