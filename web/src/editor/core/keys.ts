/**
 * Keys as text, "Ctrl+Shift+z": from keyboard events, from Label Studio's keymaps, for people to
 * read.
 */

/** A person's own key for a command; `active: false` takes the key away, as Label Studio writes it. */
export interface OwnKey {
  readonly key?: string | null;
  readonly mac?: string | null;
  readonly active?: boolean;
}

/** Own keys by command id, "region.delete" or "region:delete"; null takes a key away. */
export type Keymap = Readonly<Record<string, string | null | OwnKey>>;

/** The parts of a KeyboardEvent that matter, so that tests can write them down. */
export interface KeyInput {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
  getModifierState?(name: string): boolean;
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  Esc: "Escape",
  Del: "Delete",
  Return: "Enter",
  Left: "ArrowLeft",
  Right: "ArrowRight",
  Up: "ArrowUp",
  Down: "ArrowDown",
  Arrowleft: "ArrowLeft",
  Arrowright: "ArrowRight",
  Arrowup: "ArrowUp",
  Arrowdown: "ArrowDown",
  Pageup: "PageUp",
  Pagedown: "PageDown",
  Comma: ",",
  Period: ".",
  Plus: "+",
  "=": "+",
};

/** Keys that only hold others, or that an input method keeps for itself. */
const NO_KEYS = new Set([
  ...["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Fn", "NumLock"],
  ...["Process", "Unidentified", "Compose"],
]);

/** Whether the key is part of a word that an input method (Japanese, Chinese) is still making. */
export function isComposing(event: KeyboardEvent): boolean {
  // 229 is what Safari says of the key that ends a composition.
  return event.isComposing || event.keyCode === 229;
}

/**
 * The names a key event may be bound under, the most literal first. On a Mac, Command counts as
 * Ctrl. What is typed counts before where the key is; the place counts where a layout types
 * something else there: the letters of a Cyrillic or Greek keyboard and of Option on a Mac, the
 * digits of a French one and under Shift.
 */
export function keysOfEvent(event: KeyInput): string[] {
  if (NO_KEYS.has(event.key)) return [];
  // AltGr is Ctrl and Alt to Windows, but only chooses what is typed.
  const typing = event.getModifierState?.("AltGraph") ?? false;
  const held: string[] = [];
  if ((event.ctrlKey || event.metaKey) && !typing) held.push("Ctrl");
  if (event.altKey && !typing) held.push("Alt");
  const typed = nameOf(event.key);
  const names = new Set([...(event.key === "Dead" ? [] : [typed]), ...placeOf(event)]);
  const keys: string[] = [];
  for (const name of names) {
    if (event.shiftKey) keys.push([...held, "Shift", name].join("+"));
    // A sign that needs Shift, such as "+", "?" or a French digit, is bound by the sign alone.
    const sign = name === typed && name.length === 1 && name === name.toUpperCase();
    if (!event.shiftKey || sign) keys.push([...held, name].join("+"));
  }
  return keys;
}

/** What a keyboard of the common layout has where the key is, if this one types no such thing. */
function placeOf({ key, code = "" }: KeyInput): string[] {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant
  if (letter) return /^[\x00-\x7f]$/.test(key) ? [] : [letter];
  const digit = /^Digit([0-9])$/.exec(code)?.[1];
  if (digit) return /^[a-z0-9]$/i.test(key) ? [] : [digit];
  return code === "Period" && key !== "." ? ["."] : [];
}

/** The name to keep of a key that somebody pressed to choose it; null for one that holds others. */
export function recordedKey(event: KeyInput): string | null {
  const names = keysOfEvent(event).filter((name) => /^[\x20-\x7e]+$/.test(name));
  const [first = null] = names;
  if (/^Digit/.test(event.code ?? "")) return names.find((name) => /\d$/.test(name)) ?? first;
  return names.find((name) => !/Shift\+[^a-zA-Z0-9]$/.test(name)) ?? first;
}

function nameOf(key: string): string {
  const name = NAMES[key] ?? key;
  return name.length === 1 ? name.toLowerCase() : name;
}

/** One spelling for "ctrl+shift+z", "command+z", "Shift+Ctrl+Z"; unknown names pass. */
export function normaliseKey(written: string): string {
  const parts = partsOf(written.trim()).map((part) => part.trim());
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

/** The spelling Label Studio keeps: "ctrl+left" for "Ctrl+ArrowLeft". */
export function writtenKey(key: string): string {
  const parts = partsOf(key).map((part) => part.replace(/^Arrow/, "").toLowerCase());
  return parts.map((part) => (part === "," ? "comma" : part)).join("+");
}

/** "Ctrl+Shift+z" as its parts; the last one may be the plus sign itself. */
function partsOf(key: string): string[] {
  return key.split(/\+(?!$)/);
}

/** What a person chose for a command: keys, none, or undefined where they left it as it is. */
export function ownKeys(id: string, keymap: Keymap, mac = false): readonly string[] | undefined {
  const own = keymap[id] ?? keymap[colonId(id)];
  if (own === undefined) {
    return keymap[id] === null || keymap[colonId(id)] === null ? [] : undefined;
  }
  if (own === null) return [];
  if (typeof own !== "string" && own.active === false) return [];
  const key = typeof own === "string" ? own : (mac && own.mac) || own.key;
  // Other clients write what they like: what is no key says nothing.
  return typeof key === "string" && key !== ""
    ? key.split(/(?<=[^+]),/).map(normaliseKey)
    : undefined;
}

/** Label Studio's name of a command: "region:delete". */
export function colonId(id: string): string {
  return id.replace(".", ":");
}

export const IS_MAC =
  typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

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

/** A key as caps to draw, one string a cap. */
export function capsOf(key: string, mac = IS_MAC): string[] {
  return partsOf(key).map((part) => {
    const sign = SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    return mac ? (MAC[part] ?? sign) : sign;
  });
}

/** A key as people read it on this machine. */
export function printKey(key: string, mac = IS_MAC): string {
  return capsOf(key, mac).join(mac ? "" : "+");
}
