/** How a TextArea takes answers, as its attributes say. */
import { flag, number, text } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";

export interface Form {
  readonly rows: number;
  readonly most: number;
  readonly label: string;
  readonly placeholder: string;
  readonly editable: boolean;
  /** Whether Enter (or Shift+Enter) puts an answer down, so that another can be typed. */
  readonly puts: boolean;
  readonly hasButton: boolean;
  readonly unique: boolean;
}

export function formOf({ tag }: ControlPlan): Form {
  const rows = Math.max(1, Math.round(number(tag, "rows", 1)));
  const most = number(tag, "maxSubmissions", Number.POSITIVE_INFINITY);
  const puts = flag(tag, "allowSubmit", true) && most !== 1;
  return {
    rows,
    most,
    label: text(tag, "label"),
    placeholder: text(tag, "placeholder"),
    // Who transcribes goes over the lines again and again.
    editable: flag(tag, "editable") || flag(tag, "transcription"),
    puts,
    hasButton: puts && flag(tag, "showSubmitButton", rows > 1),
    unique: flag(tag, "skipDuplicates"),
  };
}

/** Whether an answer is there already, in whatever case. */
export function isRepeated(answers: readonly string[], typed: string): boolean {
  return answers.some((answer) => answer.toLowerCase() === typed.toLowerCase());
}
