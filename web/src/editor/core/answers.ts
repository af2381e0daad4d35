/** Answers to questions: about the whole task, or about the selected region. */
import { type Answer, type Document, nextPlace, put, type Region } from "./document";
import type { Editor } from "./editor";
import { newId } from "./ids";
import { changed, replace } from "./labeling";
import type { ControlPlan, Plan } from "./plan";
import type { Origin } from "./results";

/** The region a per-region question is about now, or null for a question about the task. */
export function subjectOf(editor: Editor, control: ControlPlan): Region | null {
  if (!control.perRegion) return null;
  const [region, ...more] = editor.selected;
  return region && more.length === 0 && control.objects.includes(region.object) ? region : null;
}

/** The answer as it stands, or null when there is none. */
export function answerOf(editor: Editor, control: ControlPlan): unknown {
  if (!control.perRegion) return editor.document.answers.get(control.name)?.value ?? null;
  return subjectOf(editor, control)?.answers[control.name] ?? null;
}

export function isLocked(editor: Editor, control: ControlPlan): boolean {
  if (editor.readOnly) return true;
  if (control.perRegion) return subjectOf(editor, control)?.locked ?? true;
  return editor.document.answers.get(control.name)?.source?.readonly === true;
}

/** Answers a question, or takes the answer back with null. `typing` joins quick changes. */
export function setAnswer(
  editor: Editor,
  control: ControlPlan,
  value: unknown,
  typing = false,
): void {
  if (isLocked(editor, control)) return;
  const empty = value === null || (control.answer?.isEmpty(value) ?? true);
  const region = subjectOf(editor, control);
  const key = typing ? `${control.name}/${region?.id ?? ""}` : null;
  if (region) {
    const { [control.name]: _, ...others } = region.answers;
    const answers = empty ? others : { ...others, [control.name]: value };
    editor.transact("step.answer", replace(editor, changed(region, { answers })), key);
    return;
  }
  const now = editor.document.answers.get(control.name);
  const next: Answer | undefined = empty
    ? undefined
    : {
        control: control.name,
        id: now?.id ?? newId(),
        place: now?.place ?? nextPlace(editor.document),
        value,
        origin: originOfAnswer(editor, now, control, value),
        score: now?.score ?? null,
        source: now?.source ?? null,
      };
  editor.transact("step.answer", [put(editor.document, "answers", control.name, next)], key);
}

/** Giving the answer a model proposed is taking its suggestion. */
function originOfAnswer(
  editor: Editor,
  now: Answer | undefined,
  control: ControlPlan,
  value: unknown,
): Origin {
  if (now) return now.origin === "manual" ? "manual" : "prediction-changed";
  const proposal = editor.document.proposals.get(control.name);
  const same = proposal && JSON.stringify(proposal.value) === JSON.stringify(value);
  return same ? "prediction" : "manual";
}

/** The answers a new annotation starts with: `selected="true"`, `value`, `defaultValue`. */
export function preselect(document: Document, plan: Plan): Document {
  const answers = new Map<string, Answer>();
  let place = nextPlace(document);
  for (const control of plan.controls.values()) {
    const value = control.perRegion ? null : (control.answer?.initial?.(control, plan) ?? null);
    if (value === null) continue;
    answers.set(control.name, {
      control: control.name,
      id: newId(),
      place: place++,
      value,
      origin: "manual",
      score: null,
      source: null,
    });
  }
  return answers.size === 0 ? document : { ...document, answers };
}
