/** `Number`: a number, about the task, an item or a region. */
import type { TagDefinition } from "../../core/registry";
import { countUp, numberAnswer } from "./answer";
import { NumberTag } from "./NumberTag";

export const number: TagDefinition = {
  tag: "Number",
  component: NumberTag,
  control: { answer: numberAnswer, keptWhenHidden: true, onKey: countUp },
};
