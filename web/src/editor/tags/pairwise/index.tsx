/** `Pairwise`: two objects side by side, and which of them is the better one. */
import type { TagDefinition } from "../../core/registry";
import { pairwiseAnswer, sidesOf } from "./answer";

export const pairwise: TagDefinition = {
  tag: "Pairwise",
  // What it asks is drawn around its two objects, by `Side`.
  component: () => null,
  control: { answer: pairwiseAnswer, options: sidesOf },
};
