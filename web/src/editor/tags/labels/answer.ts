/** Labels as answers of regions: a list of label names under the control's own key. */
import { optionOf } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";

export function labelsAnswer(key: string): AnswerKind<readonly string[]> {
  return {
    key,
    read: (raw) => (Array.isArray(raw) ? raw.map(String) : null),
    write: (labels) => [...labels],
    isEmpty: (labels) => labels.length === 0,
    describe: (labels, control) =>
      labels.map((stored) => optionOf(control, stored)?.value ?? stored).join(", "),
  };
}
