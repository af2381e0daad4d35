/** `Choices`: one or several of a list, about the task or about a region. */
import type { TagDefinition } from "../../core/registry";
import { choicesAnswer } from "./answer";
import { ChoicesTag } from "./ChoicesTag";

export const choices: TagDefinition = {
  tag: "Choices",
  component: ChoicesTag,
  control: { answer: choicesAnswer },
};
