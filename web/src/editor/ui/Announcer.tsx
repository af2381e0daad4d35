/** Says selections and changes to people who use a screen reader. */
import { useEditorState } from "./context";

export function Announcer() {
  const { text, turn } = useEditorState(({ session }) => session.announcement);
  // Two regions in turn, since a repeat of the same words in one is not read out.
  return (
    <div className="le-unseen">
      <div role="status">{turn % 2 === 0 ? text : ""}</div>
      <div role="status">{turn % 2 === 1 ? text : ""}</div>
    </div>
  );
}
