/** The frame of a question: whether it is asked now, must be answered, and why it was refused. */
import { type ReactNode, useContext, useEffect, useRef } from "react";
import { answerOf, itemOf } from "../core/answers";
import type { ControlPlan } from "../core/plan";
import { isAsked } from "../core/visibility";
import { RegionContext, useEditorState } from "./context";
import { regionAbout } from "./useAnswer";
import { useWords } from "./words";

interface QuestionProps {
  readonly control: ControlPlan;
  readonly children: ReactNode;
}

export function Question({ control, children }: QuestionProps) {
  const t = useWords();
  const row = useContext(RegionContext);
  const frame = useRef<HTMLElement>(null);
  const asked = useEditorState((editor) => {
    if (control.inList && row === null) return false;
    if (!control.perRegion) return true;
    const region = regionAbout(editor, control, row);
    return region !== null && isAsked(control, editor.document, editor.plan, { region });
  });
  const missing = useEditorState(
    (editor) =>
      control.required && answerOf(editor, control, regionAbout(editor, control, row)) === null,
  );
  // What kept the annotation from being submitted, while it is not mended.
  const problem = useEditorState((editor) => {
    const { problem: found } = editor.session;
    if (found?.control !== control.name || (found.code === "required" && !missing)) return null;
    const item = itemOf(editor, control);
    const region = regionAbout(editor, control, row);
    const here = (found.region ?? null) === (region?.id ?? null) && (found.item ?? null) === item;
    return here ? found : null;
  });
  useEffect(() => {
    if (problem) frame.current?.scrollIntoView({ block: "nearest" });
  }, [problem]);

  if (!asked) return null;
  return (
    <section
      ref={frame}
      className={missing ? "le-question le-question-missing" : "le-question"}
      data-control={control.name}
      data-problem={problem?.code}
      aria-label={control.name}
    >
      {control.required && <span className="le-required">{t("required")}</span>}
      {children}
      {problem?.code === "required" && <p className="le-problem">{problem.message}</p>}
    </section>
  );
}
