/** A date, a time, or both, as text in the tag's format. */
import type { AnswerKind } from "../../core/registry";
import { isWithin, limitsOf } from "./parts";

export const dateTimeAnswer: AnswerKind<string> = {
  key: "datetime",
  read: (raw) => (typeof raw === "string" ? raw : null),
  write: (stored) => stored,
  isEmpty: (stored) => stored === "",
  refusal(stored, control) {
    const within = isWithin(stored, control);
    const { min, max } = limitsOf(control);
    if (!within.min) return { words: "datetime.tooEarly", params: { min } };
    return within.max ? null : { words: "datetime.tooLate", params: { max } };
  },
  describe: (stored) => stored,
};
