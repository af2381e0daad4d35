/** Answers to questions: about the whole task, about one of its items, or about a region. */
import {
  type Answer,
  answerKey,
  type Document,
  nextPlace,
  type Patch,
  put,
  type Region,
} from "./document";
import type { Editor } from "./editor";
import { newId } from "./ids";
import { changed, replace } from "./labeling";
import type { ControlPlan, Plan } from "./plan";
import type { Origin } from "./results";
import { isAsked } from "./visibility";

/** The region a per-region question is about now, or null for a question about the task. */
export function subjectOf(editor: Editor, control: ControlPlan): Region | null {
  if (!control.perRegion) return null;
  const [region, ...more] = editor.selected;
  return region && more.length === 0 && control.objects.includes(region.object) ? region : null;
}

/** The item a per-item question is about now, or null for a question about the task. */
export function itemOf({ session }: Editor, control: ControlPlan): number | null {
  return control.perItem ? (session.items[control.objects[0] ?? ""] ?? 0) : null;
}

/** The items a control asks about: each of its object's, or the task as such. */
export function itemsOf(plan: Plan, control: ControlPlan): readonly (number | null)[] {
  if (!control.perItem) return [null];
  const count = plan.objects.get(control.objects[0] ?? "")?.items ?? 1;
  return Array.from({ length: count }, (_, item) => item);
}

function recordOf(editor: Editor, control: ControlPlan): Answer | undefined {
  return editor.document.answers.get(answerKey(control.name, itemOf(editor, control)));
}

/** The answer as it stands, or null when there is none. */
export function answerOf(
  editor: Editor,
  control: ControlPlan,
  region: Region | null = subjectOf(editor, control),
): unknown {
  if (!control.perRegion) return recordOf(editor, control)?.value ?? null;
  return region?.answers[control.name] ?? null;
}

export function isLocked(
  editor: Editor,
  control: ControlPlan,
  region: Region | null = subjectOf(editor, control),
): boolean {
  if (editor.readOnly) return true;
  if (control.perRegion) return region?.locked ?? true;
  return recordOf(editor, control)?.source?.readonly === true;
}

/** Answers a question, or takes the answer back with null. `typing` joins quick changes. */
export function setAnswer(
  editor: Editor,
  control: ControlPlan,
  value: unknown,
  typing = false,
  region: Region | null = subjectOf(editor, control),
): void {
  if (isLocked(editor, control, region)) return;
  const empty = value === null || (control.answer?.isEmpty(value) ?? true);
  const item = itemOf(editor, control);
  const key = typing ? `${answerKey(control.name, item)}/${region?.id ?? ""}` : null;
  if (region) {
    const { [control.name]: _, ...others } = region.answers;
    const answers = empty ? others : { ...others, [control.name]: value };
    editor.transact("step.answer", replace(editor, changed(region, { answers })), key);
    return;
  }
  const row = answerKey(control.name, item);
  const now = editor.document.answers.get(row);
  const next: Answer | undefined = empty
    ? undefined
    : {
        control: control.name,
        item,
        id: now?.id ?? newId(),
        place: now?.place ?? nextPlace(editor.document),
        value,
        origin: originOfAnswer(editor, now, row, value),
        score: now?.score ?? null,
        source: now?.source ?? null,
      };
  editor.transact("step.answer", [put(editor.document, "answers", row, next)], key);
}

/** Giving the answer a model proposed is taking its suggestion. */
function originOfAnswer(
  editor: Editor,
  now: Answer | undefined,
  key: string,
  value: unknown,
): Origin {
  if (now) return now.origin === "manual" ? "manual" : "prediction-changed";
  const proposal = editor.document.proposals.get(key);
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
    for (const item of itemsOf(plan, control)) {
      answers.set(answerKey(control.name, item), newAnswer(control, item, place++, value));
    }
  }
  return answers.size === 0 ? document : { ...document, answers };
}

/** Gives the answers that stand where nobody gave one; called before an annotation is submitted. */
export function complete(editor: Editor): void {
  const { document, plan } = editor;
  const patches: Patch[] = [];
  let place = nextPlace(document);
  for (const control of plan.controls.values()) {
    const value = control.answer?.fallback?.(control) ?? null;
    if (value === null) continue;
    if (control.perRegion) {
      if (control.required) patches.push(...givenToRegions(editor, control, value));
      continue;
    }
    for (const item of itemsOf(plan, control)) {
      const key = answerKey(control.name, item);
      if (document.answers.has(key) || !isAsked(control, document, plan, { item })) continue;
      patches.push(put(document, "answers", key, newAnswer(control, item, place++, value)));
    }
  }
  if (patches.length > 0) editor.transact("step.answer", patches);
}

function givenToRegions(editor: Editor, control: ControlPlan, value: unknown): Patch[] {
  const { document, plan } = editor;
  return [...document.regions.values()]
    .filter(
      (region) =>
        !region.locked &&
        control.objects.includes(region.object) &&
        region.answers[control.name] === undefined &&
        isAsked(control, document, plan, { region }),
    )
    .flatMap((region) =>
      replace(editor, changed(region, { answers: { ...region.answers, [control.name]: value } })),
    );
}

function newAnswer(
  control: ControlPlan,
  item: number | null,
  place: number,
  value: unknown,
): Answer {
  return {
    control: control.name,
    item,
    id: newId(),
    place,
    value,
    origin: "manual",
    score: null,
    source: null,
  };
}
