/** `Labels`: the label set, for spans or for whatever a bare tool draws. */
import type { TagDefinition } from "../../core/registry";
import { labelsAnswer } from "./answer";
import { LabelsBar } from "./LabelsBar";

export const labels: TagDefinition = {
  tag: "Labels",
  component: LabelsBar,
  control: { labels: true, answer: labelsAnswer("labels") },
};
