/** What a model proposes for a question that is still open. */
import type { Answer } from "../core/document";
import type { ControlPlan } from "../core/plan";
import { useEditorState } from "./context";

export function useProposal(control: ControlPlan): Answer | null {
  return useEditorState(({ document, session }) => {
    if (control.perRegion || document.answers.has(control.name)) return null;
    const proposal = document.proposals.get(control.name);
    const low = proposal?.score != null && proposal.score < session.threshold;
    return proposal && !low ? proposal : null;
  });
}
