/**
 * Choices as answers: a list of what the options store, in the order of the config. Nested choices
 * are stored as paths from the outermost one.
 */
import { keyOfPick, type Pick, pickOf } from "../../core/choosing";
import { type ControlPlan, optionOf } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";

export const choicesAnswer: AnswerKind<readonly Pick[]> = {
  key: "choices",
  read(raw, control) {
    if (!Array.isArray(raw)) return null;
    const picks: Pick[] = [];
    for (const part of raw) {
      const path = Array.isArray(part) ? part : [part];
      if (!path.every((step) => typeof step === "string")) return null;
      picks.push(fitted(path as string[], control));
    }
    return picks;
  },
  write: (picks) => picks.map((pick) => (typeof pick === "string" ? pick : [...pick])),
  isEmpty: (picks) => picks.length === 0,
  initial(control) {
    const chosen = control.options.filter((option) => option.preselected);
    const kept = control.multiple ? chosen : chosen.slice(0, 1);
    return kept.length === 0 ? null : kept.map((option) => pickOf(control, option));
  },
  describe: (picks, control) => picks.map((pick) => nameOf(pick, control)).join(", "),
};

/** Paths where the control writes paths, names where it writes names, however they came. */
function fitted(path: readonly string[], control: ControlPlan): Pick {
  const leaf = path.at(-1) ?? "";
  if (!control.nested) return leaf;
  return path.length > 1 ? path : (optionOf(control, leaf)?.path ?? path);
}

export function nameOf(pick: Pick, control: ControlPlan): string {
  const key = keyOfPick(pick);
  const option =
    control.options.find((one) => one.key === key) ??
    (typeof pick === "string" ? optionOf(control, pick) : undefined);
  return option?.value ?? (typeof pick === "string" ? pick : (pick.at(-1) ?? ""));
}
