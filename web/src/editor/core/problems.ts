/** Why the annotation may not be submitted yet. */
import { itemsOf } from "./answers";
import { answerKey, inOrder, type Region } from "./document";
import type { Editor } from "./editor";
import { nameOf } from "./labeling";
import { type ControlPlan, labellersOf, regionQuestionsOf } from "./plan";
import type { Problem } from "./results";
import { isAsked, labelsOf } from "./visibility";

export function findProblems(editor: Editor): Problem[] {
  const { document, plan } = editor;
  const problems: Problem[] = [];
  for (const control of plan.controls.values()) {
    if (control.perRegion) continue;
    for (const item of itemsOf(plan, control)) {
      if (!isAsked(control, document, plan, { item })) continue;
      const answer = document.answers.get(answerKey(control.name, item))?.value;
      const given = control.labels ? labelUsed(editor, control) : answer !== undefined;
      const where = item === null ? {} : { item };
      if (control.required && !given) {
        problems.push({
          code: "required",
          control: control.name,
          ...where,
          message:
            control.requiredMessage ||
            (item === null
              ? editor.words("problem.required", { name: control.name })
              : editor.words("problem.requiredOfItem", { name: control.name, number: item + 1 })),
        });
      }
      problems.push(...refusals(editor, control, answer, where));
    }
  }
  for (const region of inOrder(document.regions)) problems.push(...problemsOf(editor, region));
  return problems;
}

function problemsOf(editor: Editor, region: Region): Problem[] {
  const { document, plan } = editor;
  const problems: Problem[] = [];
  const unlabelled = mustBeLabelled(editor, region.maker) && labelsOf(region, plan).length === 0;
  if (unlabelled && labellersOf(plan, region.object, region.kind).length > 0) {
    problems.push({
      code: "unlabelled",
      control: region.maker,
      region: region.id,
      message: editor.words("problem.unlabelled", {
        where: editor.registry.kind(region.kind).describe(region.geometry),
      }),
    });
  }
  for (const control of regionQuestionsOf(plan, region.object)) {
    if (!isAsked(control, document, plan, { region })) continue;
    if (control.required && !(control.name in region.answers)) {
      problems.push({
        code: "required",
        control: control.name,
        region: region.id,
        message:
          control.requiredMessage ||
          editor.words("problem.requiredOfRegion", {
            name: control.name,
            region: nameOf(editor, region),
          }),
      });
    }
    const answer = region.answers[control.name];
    problems.push(...refusals(editor, control, answer, { region: region.id }));
  }
  return problems;
}

function refusals(
  editor: Editor,
  control: ControlPlan,
  answer: unknown,
  where: Pick<Problem, "region" | "item">,
): Problem[] {
  const refusal =
    answer === undefined ? null : (control.answer?.refusal?.(answer, control) ?? null);
  if (!refusal) return [];
  const reason = editor.words(refusal.words, refusal.params);
  const message = editor.words("problem.invalid", { name: control.name, reason });
  return [{ code: "invalid", control: control.name, ...where, message }];
}

/** Brings what a problem is about in sight: its region, its item, its question. */
export function showProblem(editor: Editor, problem: Problem): void {
  const object = editor.plan.controls.get(problem.control)?.objects[0];
  if (problem.item !== undefined && object !== undefined) {
    editor.update({ items: { ...editor.session.items, [object]: problem.item } });
  }
  if (problem.region !== undefined) editor.select([problem.region]);
  editor.update({ problem });
}

/** Regions of a typed label set need a label; those of a bare tool do not. */
function mustBeLabelled(editor: Editor, maker: string): boolean {
  const control = editor.plan.controls.get(maker);
  return control?.labels === true && !control.allowEmpty;
}

function labelUsed(editor: Editor, control: ControlPlan): boolean {
  return [...editor.document.regions.values()].some(
    ({ answers }) => answers[control.name] !== undefined,
  );
}
