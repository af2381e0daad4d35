/**
 * Choices as answers: a list of what the options store, in the order of the config. Nested choices
 * are stored as paths from the outermost one.
 */
import { flag } from "../../core/attrs";
import { optionOf } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";

export const choicesAnswer: AnswerKind<readonly string[]> = {
  key: "choices",
  read(raw, control) {
    if (!Array.isArray(raw)) return null;
    const nested = flag(control.tag, "allowNested");
    const chosen = raw.map((part) => (nested && Array.isArray(part) ? part.at(-1) : part));
    return chosen.every((part) => typeof part === "string") ? chosen : null;
  },
  write(chosen, control) {
    if (!flag(control.tag, "allowNested")) return [...chosen];
    return chosen.map((stored) => [...(optionOf(control, stored)?.path ?? [stored])]);
  },
  isEmpty: (chosen) => chosen.length === 0,
  initial(control) {
    const chosen = control.options.filter((option) => option.preselected);
    const kept = control.multiple ? chosen : chosen.slice(0, 1);
    return kept.length === 0 ? null : kept.map(({ stored }) => stored);
  },
  describe: (chosen, control) =>
    chosen.map((stored) => optionOf(control, stored)?.value ?? stored).join(", "),
};
