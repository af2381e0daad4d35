/** Text answers: a list of strings, one an answer. */
import { text } from "../../core/attrs";
import type { AnswerKind } from "../../core/registry";
import { formOf, isRepeated } from "./form";

export const textAnswer: AnswerKind<readonly string[]> = {
  key: "text",
  read(raw) {
    if (typeof raw === "string") return [raw];
    return Array.isArray(raw) ? raw.map(String) : null;
  },
  // What is still being typed may end in blanks or repeat another; such a one is no answer.
  write(answers, control) {
    const { unique } = formOf(control);
    const written: string[] = [];
    for (const answer of answers) {
      const counts = answer.trim() !== "" && !(unique && isRepeated(written, answer));
      if (counts) written.push(answer);
    }
    return written;
  },
  isEmpty: (answers) => answers.every((answer) => answer.trim() === ""),
  initial(control) {
    const prefilled = text(control.tag, "value");
    return prefilled === "" ? null : [prefilled];
  },
  describe: (answers) => answers.join("; "),
};
