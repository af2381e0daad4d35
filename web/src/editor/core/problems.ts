/** Why the annotation may not be submitted yet. */
import { inOrder } from "./document";
import type { Editor } from "./editor";
import { nameOf } from "./labeling";
import { type ControlPlan, labellersOf, regionQuestionsOf } from "./plan";
import type { Problem } from "./results";
import { applies, labelsOf } from "./visibility";

export function findProblems(editor: Editor): Problem[] {
  const { document, plan } = editor;
  const problems: Problem[] = [];
  for (const control of plan.controls.values()) {
    if (!control.required || control.perRegion || !applies(control, document, plan)) continue;
    if (control.labels ? !labelUsed(editor, control) : !document.answers.has(control.name)) {
      problems.push({
        code: "required",
        control: control.name,
        message:
          control.requiredMessage || editor.words("problem.required", { name: control.name }),
      });
    }
  }
  for (const region of inOrder(document.regions)) {
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
      if (!control.required || control.name in region.answers) continue;
      if (!applies(control, document, plan, region)) continue;
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
  }
  return problems;
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
