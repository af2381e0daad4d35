/** What a Filter leaves of a control's options. Only the view is narrowed, never the answer. */
import type { BoundTag } from "../language";
import { text } from "./attrs";
import { pickChoice } from "./choosing";
import type { Editor } from "./editor";
import { normaliseKey } from "./keys";
import { pickLabel } from "./labeling";
import type { ControlPlan, Option } from "./plan";

export interface Filter {
  readonly words: string;
  /** Upper and lower case differ. */
  readonly exact: boolean;
}

export function filterCommandId(control: string): string {
  return `filter.${control}`;
}

/** The keys that lead to the Filters of a config, with their commands. */
export function filterKeys(root: BoundTag): Map<string, string> {
  const keys = new Map<string, string>();
  const visit = (tag: BoundTag): void => {
    const [control] = tag.toName;
    const hotkey = tag.tag === "Filter" ? text(tag, "hotkey") : "";
    if (hotkey !== "" && control) keys.set(normaliseKey(hotkey), filterCommandId(control));
    tag.children.forEach(visit);
  };
  visit(root);
  return keys;
}

/** Narrows a control's options down; null shows them all again. */
export function setFilter(editor: Editor, control: string, filter: Filter | null): void {
  const { [control]: _, ...others } = editor.session.filters;
  editor.update({ filters: filter ? { ...others, [control]: filter } : others });
}

function matches({ value }: Option, { words, exact }: Filter): boolean {
  return exact ? value.includes(words) : value.toLowerCase().includes(words.toLowerCase());
}

/** The options to show: those that match, with the ones they are nested in. */
export function optionsShown(control: ControlPlan, filter: Filter | undefined): readonly Option[] {
  if (!filter) return control.options;
  const found = control.options.filter((option) => matches(option, filter));
  return control.options.filter(({ path }) =>
    found.some((option) => path.every((part, index) => part === option.path[index])),
  );
}

export function hasMatch(control: ControlPlan, filter: Filter): boolean {
  return control.options.some((option) => matches(option, filter));
}

/** Picks the first option that matches. Returns false when none does. */
export function pickFirst(editor: Editor, control: ControlPlan): boolean {
  const filter = editor.session.filters[control.name];
  const first = control.options.find((option) => !filter || matches(option, filter));
  if (!first) return false;
  if (control.labels) pickLabel(editor, control, first.stored);
  else pickChoice(editor, control, first);
  return true;
}
