/** Text answers: a list of strings, one an answer. */
import { text } from "../../core/attrs";
import type { AnswerKind } from "../../core/registry";

export const textAnswer: AnswerKind<readonly string[]> = {
  key: "text",
  read(raw) {
    if (typeof raw === "string") return [raw];
    return Array.isArray(raw) ? raw.map(String) : null;
  },
  // What is still being typed may end in blanks; an answer of blanks alone is none.
  write: (answers) => answers.filter((answer) => answer.trim() !== ""),
  isEmpty: (answers) => answers.every((answer) => answer.trim() === ""),
  initial(control) {
    const prefilled = text(control.tag, "value");
    return prefilled === "" ? null : [prefilled];
  },
  describe: (answers) => answers.join("; "),
};
