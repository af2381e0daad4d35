/** The one list of what can be done now; hotkeys, the palette and the shortcut sheet read it. */
import { IS_MAC, isComposing, type Keymap, keysOfEvent } from "@/editor/core/keys";
import { shortcutKeys } from "./shortcuts";

export interface Command {
  id: string;
  /** What people call it, translated. */
  title: string;
  /** Heading in the palette and the sheet, translated. */
  group: string;
  /** "Ctrl+Enter", "Shift+f", "?"; those of `SHORTCUTS` are filled in. */
  keys?: readonly string[];
  /** The keys are only told here: somebody else, such as the editor, listens for them. */
  heardElsewhere?: boolean;
  /** What there is to know about its keys, translated. */
  note?: string;
  /** False hides the command and lets its keys pass. */
  enabled?: boolean;
  /** Asked when the keys are pressed: false lets them pass to whatever has the focus. */
  takesKeys?: () => boolean;
  /** Works while a text field has the focus, and in dialogs. Keys with Ctrl do in every field. */
  inFields?: boolean;
  /** Extra words the palette finds it by. */
  words?: string;
  run: () => void;
}

const layers = new Map<symbol, Command[]>();
const listeners = new Set<() => void>();
let current: Command[] = [];
let keymap: Keymap = {};

/** A person's own keys take the place of the usual ones, at once. */
export function setKeymap(chosen: Keymap): void {
  keymap = chosen;
  publish();
}

function publish(): void {
  const seen = new Map<string, Command>();
  for (const layer of layers.values()) {
    for (const command of layer) seen.set(command.id, command);
  }
  current = [...seen.values()]
    .filter((command) => command.enabled !== false)
    .map((command) => {
      const keys = shortcutKeys(command.id, keymap, IS_MAC);
      return keys ? { ...command, keys } : command;
    });
  for (const listener of listeners) listener();
}

/** Add a layer of commands; a later layer wins over an earlier one. Answers how to take it away. */
export function addCommands(commands: Command[]): () => void {
  const layer = Symbol("commands");
  layers.set(layer, commands);
  publish();
  return () => {
    layers.delete(layer);
    publish();
  };
}

export function commandsNow(): Command[] {
  return current;
}

export function subscribeCommands(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && /^(checkbox|radio|button|range)$/.test(target.type))
  );
}

/** Whether a key puts something into a field, so that no command may have it there. */
function types(key: string): boolean {
  return /^(?:Shift\+)?(?:.|Space|Enter|Backspace|Delete)$/.test(key);
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event)) return;
  const typing = isField(event.target);
  const inDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  const commands = [...current].reverse().filter((command) => !command.heardElsewhere);
  for (const key of keysOfEvent(event)) {
    for (const command of commands) {
      if (!command.keys?.includes(key)) continue;
      if (typing && (types(key) || !(key.startsWith("Ctrl+") || command.inFields))) continue;
      if (inDialog && !command.inFields) continue;
      if (command.takesKeys?.() === false) continue;
      event.preventDefault();
      // A key that is held down submits one task, not all of them.
      if (!event.repeat) command.run();
      return;
    }
  }
}

/** Listen for the commands' keys on the whole page. Answers how to stop. */
export function listenForKeys(): () => void {
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
