/**
 * Keys as text, "Ctrl+Shift+Z": from keyboard events, from Label Studio's keymaps, for people to
 * read; and the automatic hotkeys of labels and choices.
 */

/** Own keys by command id ("region.delete" or "region:delete"); null takes a key away. */
export type Keymap = Readonly<
  Record<string, string | null | { readonly key?: string | null; readonly mac?: string | null }>
>;

/** What labels and choices get in document order; r, h and u belong to tools and regions. */
export const AUTOMATIC_KEYS = [..."1234567890qwetasdfgzxcvbyiopjklnm"];

/** The parts of a KeyboardEvent that matter, so that tests can write them down. */
export interface KeyInput {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Esc: "Escape",
  Del: "Delete",
  Left: "ArrowLeft",
  Right: "ArrowRight",
  Up: "ArrowUp",
  Down: "ArrowDown",
  Plus: "+",
  "=": "+",
};

/**
 * The names a key event may be bound under, the most literal first. On a Mac, Command counts as
 * Ctrl. With Alt or Shift held the letter or digit of the physical key counts too, since
 * Option+H types "˙" there and Shift+1 types "!".
 */
export function keysOfEvent(event: KeyInput): string[] {
  const held: string[] = [];
  if (event.ctrlKey || event.metaKey) held.push("Ctrl");
  if (event.altKey) held.push("Alt");
  const code = event.code ?? "";
  const physical = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code)?.[1]?.toLowerCase();
  const dot = code === "Period" ? "." : undefined;
  const names = new Set([nameOf(event.key)]);
  if (physical && (event.altKey || event.shiftKey || code.startsWith("Numpad")))
    names.add(physical);
  if (dot) names.add(dot);
  const keys: string[] = [];
  for (const name of names) {
    if (event.shiftKey) keys.push([...held, "Shift", name].join("+"));
    // A sign that needs Shift, such as "+" or "?", is bound by the sign alone.
    if (!event.shiftKey || (name.length === 1 && !/[a-z0-9.]/.test(name))) {
      keys.push([...held, name].join("+"));
    }
  }
  return keys;
}

function nameOf(key: string): string {
  const name = NAMES[key] ?? key;
  return name.length === 1 ? name.toLowerCase() : name;
}

/** One spelling for "ctrl+shift+z", "command+z", "Shift+Ctrl+Z"; unknown names pass. */
export function normaliseKey(written: string): string {
  const parts = written
    .trim()
    .split(/\+(?!$)/)
    .map((part) => part.trim());
  const held = new Set<string>();
  let key = "";
  for (const part of parts) {
    const lower = part.toLowerCase();
    if (["ctrl", "control", "command", "cmd", "meta", "mod"].includes(lower)) held.add("Ctrl");
    else if (["alt", "option"].includes(lower)) held.add("Alt");
    else if (lower === "shift") held.add("Shift");
    else key = nameOf(part.length > 1 ? (part[0]?.toUpperCase() ?? "") + part.slice(1) : part);
  }
  return [...["Ctrl", "Alt", "Shift"].filter((name) => held.has(name)), key].join("+");
}

export function keysFor(
  command: { readonly id: string; readonly keys: readonly string[] },
  keymap: Keymap,
): readonly string[] {
  const own = keymap[command.id] ?? keymap[command.id.replace(".", ":")];
  const removed = keymap[command.id] === null || keymap[command.id.replace(".", ":")] === null;
  if (removed) return [];
  if (own === undefined || own === null) return command.keys;
  const key = typeof own === "string" ? own : own.key;
  return key ? key.split(",").map(normaliseKey) : [];
}

/**
 * Hotkeys for options in document order: their own where they have one, else the first of the
 * automatic keys that neither another option nor a command has.
 */
export function assignKeys(own: readonly string[], taken: Iterable<string>): string[] {
  const used = new Set(taken);
  for (const key of own) if (key !== "") used.add(normaliseKey(key));
  const free = AUTOMATIC_KEYS.filter((key) => !used.has(key));
  return own.map((key) => (key === "" ? (free.shift() ?? "") : normaliseKey(key)));
}

const MAC: Readonly<Record<string, string>> = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" };
const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Backspace: "⌫",
  Escape: "Esc",
  Enter: "↵",
};

/** A key as people read it on this machine. */
export function printKey(key: string, mac: boolean): string {
  const parts = key.split(/\+(?!$)/).map((part) => {
    const sign = SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    return mac ? (MAC[part] ?? sign) : sign;
  });
  return parts.join(mac ? "" : "+");
}
