/** A number within its bounds, on the steps that lead up from the least one (or from 0). */
import { answerOf, setAnswer } from "../../core/answers";
import { number } from "../../core/attrs";
import type { Editor } from "../../core/editor";
import type { ControlPlan } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";

export interface Range {
  readonly min: number | null;
  readonly max: number | null;
  /** Null when any number between the bounds will do. */
  readonly step: number | null;
  readonly byDefault: number | null;
}

export function rangeOf({ tag }: ControlPlan): Range {
  const read = (name: string): number | null => {
    const value = number(tag, name, Number.NaN);
    return Number.isNaN(value) ? null : value;
  };
  const step = read("step");
  return {
    min: read("min"),
    max: read("max"),
    step: step !== null && step > 0 ? step : null,
    byDefault: read("defaultValue"),
  };
}

/** Rounds away what binary fractions add: 0.1 + 0.2 is 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The nearest numbers on a step, below and above; null for a number that is on one. */
export function nearest(value: number, { min, step }: Range): readonly [number, number] | null {
  if (step === null) return null;
  const basis = min ?? 0;
  const steps = tidy((value - basis) / step);
  if (Number.isInteger(steps)) return null;
  const below = basis + Math.floor(steps) * step;
  return [tidy(below), tidy(below + step)];
}

export const numberAnswer: AnswerKind<number> = {
  key: "number",
  read: (raw) => (typeof raw === "number" ? raw : null),
  write: (value) => value,
  isEmpty: () => false,
  fallback: (control) => rangeOf(control).byDefault,
  refusal(value, control) {
    const range = rangeOf(control);
    const { min, max } = range;
    if (min !== null && value < min) return { words: "number.tooLow", params: { min } };
    if (max !== null && value > max) return { words: "number.tooHigh", params: { max } };
    const [below, above] = nearest(value, range) ?? [];
    if (below === undefined || above === undefined) return null;
    return { words: "number.offStep", params: { below, above } };
  },
  describe: (value) => String(value),
};

/** One step up; past the most, the least again (or 0). */
export function countUp(editor: Editor, control: ControlPlan): void {
  const { min, max, step, byDefault } = rangeOf(control);
  const answer = answerOf(editor, control);
  const now = typeof answer === "number" ? answer : byDefault;
  const lowest = min ?? 0;
  const next = now === null ? Math.max(lowest, step ?? 1) : tidy(now + (step ?? 1));
  const value = max !== null && next > max ? lowest : next;
  setAnswer(editor, control, value);
  editor.announce("said.chosen", { label: value });
}
