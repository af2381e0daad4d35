/**
 * The keys of the app's own commands, by command id, and what a person has chosen instead. Ids with
 * a namesake in Label Studio have its name: `annotation.submit` is its `annotation:submit`.
 */
import { type Keymap, ownKeys } from "@/editor/core/keys";
import type catalogue from "../strings.en.json";

type Catalogue = typeof catalogue;
/** Names in a group that stand for a text, not for another group. */
type Texts<Group> = {
  [Name in keyof Group]: Group[Name] extends string ? Name : never;
}[keyof Group];
/** A key of the catalogue: "labeling.skip". */
type Words = {
  [Group in keyof Catalogue]: `${Group}.${Texts<Catalogue[Group]> & string}`;
}[keyof Catalogue];

export interface Shortcut {
  readonly id: string;
  readonly words: Words;
  /** Heading it stands under. */
  readonly group: Words;
  readonly keys: readonly string[];
  /** The keys on a Mac, where they are others. */
  readonly mac?: readonly string[];
}

const LABELING = "labeling.commands";

export const SHORTCUTS: readonly Shortcut[] = [
  { id: "annotation.submit", words: "labeling.submit", group: LABELING, keys: ["Ctrl+Enter"] },
  // Command+Space is the Mac's own.
  {
    id: "annotation.skip",
    words: "labeling.skip",
    group: LABELING,
    keys: ["Ctrl+Space"],
    mac: ["Alt+Enter"],
  },
  { id: "annotation.previous", words: "labeling.back", group: LABELING, keys: ["ArrowLeft"] },
  { id: "annotation.next", words: "labeling.forward", group: LABELING, keys: ["ArrowRight"] },
  { id: "labeling.focus", words: "labeling.focus", group: LABELING, keys: ["Shift+f"] },
  { id: "app.palette", words: "palette.title", group: "command.app", keys: ["Ctrl+k"] },
  { id: "app.sheet", words: "sheet.title", group: "command.app", keys: ["?"] },
  { id: "config.save", words: "config.save", group: "nav.config", keys: ["Ctrl+s"] },
];

const BY_ID = new Map(SHORTCUTS.map((shortcut) => [shortcut.id, shortcut]));

/** The keys of an app command after the person's own choices; undefined when it has none here. */
export function shortcutKeys(
  id: string,
  keymap: Keymap,
  mac: boolean,
): readonly string[] | undefined {
  const shortcut = BY_ID.get(id);
  return shortcut && (ownKeys(id, keymap, mac) ?? ((mac && shortcut.mac) || shortcut.keys));
}

export function shortcutWords(id: string): Words {
  return BY_ID.get(id)?.words ?? "command.app";
}

/** The keys that the labeling page listens for itself, whatever the task: no label gets them. */
export function reservedKeys(keymap: Keymap, mac: boolean): Map<string, string> {
  const held = SHORTCUTS.filter(
    ({ id, group }) => (group === LABELING || group === "command.app") && !isPassing(id),
  );
  return new Map(
    held.flatMap(({ id }) =>
      (shortcutKeys(id, keymap, mac) ?? []).map((key) => [key, id] as const),
    ),
  );
}

/** Going from task to task lets its keys pass while a region is selected. */
function isPassing(id: string): boolean {
  return id === "annotation.previous" || id === "annotation.next";
}
