/** `Ranker`: puts the things of a List in order, or into Buckets. */
import type { TagDefinition } from "../../core/registry";
import { rankerAnswer } from "./answer";
import { RankerTag } from "./RankerTag";

export const ranker: TagDefinition = {
  tag: "Ranker",
  component: RankerTag,
  control: { answer: rankerAnswer },
};
