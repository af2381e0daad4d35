/** `Rating`: stars, about the task or about a region. */
import type { TagDefinition } from "../../core/registry";
import { ratingAnswer } from "./answer";
import { RatingTag } from "./RatingTag";

export const rating: TagDefinition = {
  tag: "Rating",
  component: RatingTag,
  control: { answer: ratingAnswer, keptWhenHidden: true },
};
