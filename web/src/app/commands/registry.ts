/** The one list of what can be done now; hotkeys, the palette and the shortcut sheet read it. */
import { eventMatches, parseKeys } from "./keys";

export interface Command {
  id: string;
  /** What people call it, translated. */
  title: string;
  /** Heading in the palette and the sheet, translated. */
  group: string;
  /** `mod+Enter`, `shift+F`, `?`; `mod` is Ctrl, or Command on a Mac. */
  keys?: string;
  /** The keys are only told here: somebody else, such as the editor, listens for them. */
  heardElsewhere?: boolean;
  /** False hides the command and lets its keys pass. */
  enabled?: boolean;
  /** Asked when the keys are pressed: false lets them pass to whatever has the focus. */
  takesKeys?: () => boolean;
  /** Works while a text field has the focus. Keys with `mod` always do. */
  inFields?: boolean;
  /** Extra words the palette finds it by. */
  words?: string;
  run: () => void;
}

const layers = new Map<symbol, Command[]>();
const listeners = new Set<() => void>();
let current: Command[] = [];

function publish(): void {
  const seen = new Map<string, Command>();
  for (const layer of layers.values()) {
    for (const command of layer) seen.set(command.id, command);
  }
  current = [...seen.values()].filter((command) => command.enabled !== false);
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

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = isField(event.target);
  const inDialog = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  for (const command of [...current].reverse()) {
    if (!command.keys || command.heardElsewhere) continue;
    const keys = parseKeys(command.keys);
    if (!eventMatches(event, keys)) continue;
    if (typing && !keys.mod && !command.inFields) continue;
    if (inDialog && !command.inFields) continue;
    if (command.takesKeys?.() === false) continue;
    event.preventDefault();
    command.run();
    return;
  }
}

/** Listen for the commands' keys on the whole page. Answers how to stop. */
export function listenForKeys(): () => void {
  window.addEventListener("keydown", onKeyDown);
  return () => window.removeEventListener("keydown", onKeyDown);
}
