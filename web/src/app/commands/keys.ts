/** Reads, matches and draws keyboard shortcuts such as `mod+shift+Enter`. */

export interface Keys {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  /** `KeyboardEvent.key`, letters in lower case. */
  key: string;
}

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

export function parseKeys(text: string): Keys {
  // The last part may be the plus sign itself.
  const parts = text.split(/\+(?!$)/);
  const key = parts.pop() ?? "";
  return {
    mod: parts.includes("mod"),
    shift: parts.includes("shift"),
    alt: parts.includes("alt"),
    key: normal(key),
  };
}

export function eventMatches(event: KeyboardEvent, keys: Keys): boolean {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  if (mod !== keys.mod || event.altKey !== keys.alt) return false;
  const pressed = normal(event.key);
  // A sign such as `?` already says whether Shift was needed for it on this keyboard.
  const shiftCounts = /^[a-z]$/.test(keys.key) || keys.key.length > 1;
  return pressed === keys.key && (!shiftCounts || event.shiftKey === keys.shift);
}

/** The shortcut as caps to draw, one string a key. */
export function drawKeys(text: string): string[] {
  const { mod, shift, alt, key } = parseKeys(text);
  const caps: string[] = [];
  if (mod) caps.push(isMac ? "⌘" : "Ctrl");
  if (alt) caps.push(isMac ? "⌥" : "Alt");
  if (shift) caps.push("⇧");
  caps.push(NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return caps;
}

const NAMES: Record<string, string> = {
  enter: "⏎",
  " ": "Space",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
  escape: "Esc",
  backspace: "⌫",
};

function normal(key: string): string {
  return key === "Space" ? " " : key.toLowerCase();
}
