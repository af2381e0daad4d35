/** `Polygon` and `PolygonLabels`: polygons on images. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "../labels/answer";
import { LabelsBar } from "../labels/LabelsBar";
import { POLYGON, polygonKind } from "./kind";
import { polygonShape } from "./shape";
import { POLYGON_COMMANDS, polygonTool } from "./tool";

export const polygon: TagDefinition = {
  tag: "Polygon",
  component: () => null,
  control: { makes: POLYGON },
  kinds: [polygonKind],
  shapes: [polygonShape],
  tools: [polygonTool],
  commands: POLYGON_COMMANDS,
};

export const polygonLabels: TagDefinition = {
  tag: "PolygonLabels",
  component: LabelsBar,
  control: { makes: POLYGON, labels: true, answer: labelsAnswer("polygonlabels") },
};
