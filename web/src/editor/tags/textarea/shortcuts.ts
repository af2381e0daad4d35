/** `Shortcut`: texts that a button of a TextArea, or a key in its field, puts in at the caret. */
import { text } from "../../core/attrs";
import { type KeyInput, keysOfEvent, normaliseKey } from "../../core/keys";
import type { BoundTag } from "../../language";

export interface Shortcut {
  readonly value: string;
  /** What the button says. */
  readonly title: string;
  /** It works only in the field. */
  readonly key: string | null;
  readonly color: string;
}

export function shortcutsOf(textArea: BoundTag): Shortcut[] {
  return textArea.children
    .filter(({ tag }) => tag === "Shortcut")
    .map((tag) => {
      const value = text(tag, "value");
      const hotkey = text(tag, "hotkey");
      return {
        value,
        title: text(tag, "alias") || value,
        key: hotkey === "" ? null : normaliseKey(hotkey),
        color: text(tag, "background"),
      };
    });
}

export function shortcutFor(shortcuts: readonly Shortcut[], event: KeyInput): Shortcut | null {
  const keys = keysOfEvent(event);
  return shortcuts.find(({ key }) => key !== null && keys.includes(key)) ?? null;
}

/** The text with a piece in the place of what is selected, and where the caret is then. */
export function withPiece(
  typed: string,
  piece: string,
  start: number,
  end: number,
): { readonly typed: string; readonly caret: number } {
  return {
    typed: typed.slice(0, start) + piece + typed.slice(end),
    caret: start + piece.length,
  };
}
