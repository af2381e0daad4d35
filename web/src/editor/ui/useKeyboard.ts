/** Sends keys to the commands, wherever the focus is, except what people type into fields. */
import { useEffect } from "react";
import type { Editor } from "../core/editor";
import { keysOfEvent } from "../core/keys";

export function useKeyboard(editor: Editor, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return;
      if (keysOfEvent(event).some((key) => editor.commands.press(key))) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [editor, active]);
}

/** Keys that belong to a field, a menu, a dialog or the focused button. */
function isElsewhere(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role=dialog], [role=menu]")) return true;
  if (key.startsWith("Arrow") && target.closest("[role=slider], [role=separator]")) return true;
  const typing = target.closest("input, textarea, select, [contenteditable=true]") !== null;
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  // Undo in a field is the field's; so are the keys that move and delete words in it.
  if (typing) return !combined || /^(?:[zyacvx]|Arrow\w+|Backspace|Delete|Home|End)$/i.test(key);
  const pressing = (key === "Enter" || key === " ") && target.closest("button, a, summary");
  return pressing !== null && pressing !== false;
}
