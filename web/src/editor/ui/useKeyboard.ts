/** Sends keys to the commands, wherever the focus is, except what people type into fields. */
import { useEffect } from "react";
import type { Editor } from "../core/editor";
import { IS_MAC, isComposing, keysOfEvent } from "../core/keys";

export function useKeyboard(editor: Editor, active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isComposing(event) || isElsewhere(event)) return;
      const { commands } = editor;
      if (keysOfEvent(event).some((key) => commands.press(key, event.repeat))) {
        event.preventDefault();
      }
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
  if (isTypedInto(target)) return isTyping(event);
  if (target.matches("[type=radio], [type=checkbox]")) return /^(?:Arrow\w+| |Enter)$/.test(key);
  const pressing = (key === "Enter" || key === " ") && target.closest("button, a, summary");
  return pressing !== null && pressing !== false;
}

function isTypedInto(target: HTMLElement): boolean {
  const field = target.closest("input, textarea, select, [contenteditable=true]");
  return field !== null && !field.matches("[type=radio], [type=checkbox]");
}

/** Undo in a field is the field's; so are the keys that move and delete words in it. */
function isTyping(event: KeyboardEvent): boolean {
  const { key } = event;
  if (event.getModifierState("AltGraph")) return true;
  // Option types signs on a Mac, as AltGr does elsewhere.
  if (IS_MAC && event.altKey && !event.metaKey && !event.ctrlKey && key.length === 1) return true;
  const combined = event.ctrlKey || event.metaKey || event.altKey;
  return !combined || /^(?:[zyacvx]|Arrow\w+|Backspace|Delete|Home|End)$/i.test(key);
}
