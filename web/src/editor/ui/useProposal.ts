/** What a model proposes for a question that is still open. */
import { itemOf } from "../core/answers";
import { type Answer, answerKey } from "../core/document";
import type { ControlPlan } from "../core/plan";
import { useEditorState } from "./context";

export function useProposal(control: ControlPlan): Answer | null {
  return useEditorState((editor) => {
    const { document, session } = editor;
    const key = answerKey(control.name, itemOf(editor, control));
    if (control.perRegion || document.answers.has(key)) return null;
    const proposal = document.proposals.get(key);
    const low = proposal?.score != null && proposal.score < session.threshold;
    return proposal && !low ? proposal : null;
  });
}
