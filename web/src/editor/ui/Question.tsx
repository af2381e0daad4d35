/** The frame of a question: whether it must be answered, whether it is asked now. */
import type { ReactNode } from "react";
import { subjectOf } from "../core/answers";
import type { ControlPlan } from "../core/plan";
import { applies } from "../core/visibility";
import { useEditorState } from "./context";
import { useWords } from "./words";

interface QuestionProps {
  readonly control: ControlPlan;
  readonly children: ReactNode;
}

export function Question({ control, children }: QuestionProps) {
  const t = useWords();
  const asked = useEditorState((editor) => {
    if (!control.perRegion) return true;
    const region = subjectOf(editor, control);
    return region !== null && applies(control, editor.document, editor.plan, region);
  });
  const missing = useEditorState((editor) => {
    if (!control.required) return false;
    if (control.perRegion) return subjectOf(editor, control)?.answers[control.name] === undefined;
    return !editor.document.answers.has(control.name);
  });
  if (!asked) return null;
  return (
    <section
      className={missing ? "le-question le-question-missing" : "le-question"}
      data-control={control.name}
      aria-label={control.name}
    >
      {control.required && <span className="le-required">{t("required")}</span>}
      {children}
    </section>
  );
}
