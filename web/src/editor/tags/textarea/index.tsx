/** `TextArea`: typed answers, about the task or about a region. */
import type { TagDefinition } from "../../core/registry";
import { textAnswer } from "./answer";
import { TextAreaTag } from "./TextAreaTag";

export const textArea: TagDefinition = {
  tag: "TextArea",
  component: TextAreaTag,
  control: { answer: textAnswer, listed: true },
};
