/** The answer to a question, as its component shows and changes it. */
import { useCallback, useContext } from "react";
import { answerOf, isLocked, itemOf, setAnswer, subjectOf } from "../core/answers";
import type { Region } from "../core/document";
import type { Editor } from "../core/editor";
import type { ControlPlan } from "../core/plan";
import { RegionContext, useEditor, useEditorState } from "./context";

export interface Answering {
  /** As it stands in the document; null when there is none. */
  readonly value: unknown;
  readonly locked: boolean;
  /** Changes with what the question is about: another region, another item. */
  readonly subject: string;
  /** The region it is about now, for what is done to it outside of React. */
  readonly region: () => Region | null;
  /** Answers, or takes the answer back with null. `typing` joins quick changes. */
  readonly answer: (value: unknown, typing?: boolean) => void;
}

/** The region a question is about here: that of the row it stands in, or the selected one. */
export function regionAbout(
  editor: Editor,
  control: ControlPlan,
  row: string | null,
): Region | null {
  if (row === null || !control.perRegion) return subjectOf(editor, control);
  return editor.region(row) ?? null;
}

export function useAnswer(control: ControlPlan): Answering {
  const editor = useEditor();
  const row = useContext(RegionContext);
  const region = useCallback(() => regionAbout(editor, control, row), [editor, control, row]);
  const value = useEditorState((now) => answerOf(now, control, region()));
  const locked = useEditorState((now) => isLocked(now, control, region()));
  const subject = useEditorState((now) => region()?.id ?? String(itemOf(now, control) ?? ""));
  const answer = useCallback(
    (next: unknown, typing = false) => setAnswer(editor, control, next, typing, region()),
    [editor, control, region],
  );
  return { value, locked, subject, region, answer };
}
