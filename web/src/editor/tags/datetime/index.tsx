/** `DateTime`: a date, a time or parts of them, about the task, an item or a region. */
import type { TagDefinition } from "../../core/registry";
import { dateTimeAnswer } from "./answer";
import { DateTimeTag } from "./DateTimeTag";

export const dateTime: TagDefinition = {
  tag: "DateTime",
  component: DateTimeTag,
  control: { answer: dateTimeAnswer, keptWhenHidden: true },
};
