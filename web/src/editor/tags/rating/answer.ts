/** A rating: a whole number from 1; none is no answer. */
import { number } from "../../core/attrs";
import type { AnswerKind } from "../../core/registry";

export const ratingAnswer: AnswerKind<number> = {
  key: "rating",
  read: (raw) => (typeof raw === "number" ? raw : null),
  write: (rating) => rating,
  isEmpty: (rating) => rating <= 0,
  initial(control) {
    const rating = number(control.tag, "defaultValue", 0);
    return rating > 0 ? rating : null;
  },
  describe: (rating) => String(rating),
};
