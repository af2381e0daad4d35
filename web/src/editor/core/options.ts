/** The commands of labels, choices and ratings, made from the config with their hotkeys. */
import type { BoundTag } from "../language";
import { answerOf, isLocked, itemOf, setAnswer } from "./answers";
import { text } from "./attrs";
import { pickChoice } from "./choosing";
import type { Command } from "./commands";
import type { Editor } from "./editor";
import { assignKeys, normaliseKey } from "./keys";
import { pickLabel } from "./labeling";
import type { ControlPlan, Option, Plan } from "./plan";
import type { Registry } from "./registry";
import { isAsked } from "./visibility";

export function optionCommandId(control: string, option: Option): string {
  return `option.${control}.${option.key}`;
}

export function ratingCommandId(control: string, rating: number): string {
  return `option.${control}.${rating}`;
}

export function optionKeyId({ name }: ControlPlan): string {
  return `option.${name}`;
}

interface Draft {
  readonly command: Command;
  readonly hotkey: string;
}

/** One command an option, in document order. A lone rating has a digit for each of its values. */
export function optionCommands(plan: Plan, registry: Registry): Command[] {
  const drafts: Draft[] = [];
  for (const control of plan.controls.values()) {
    if (control.type === "rating") drafts.push(...ratingDrafts(control, plan));
    if (control.onKey) drafts.push(keyDraft(control));
    if (control.keyless) continue;
    for (const option of control.options) drafts.push(optionDraft(control, option));
  }
  const taken = [
    ...[...registry.commands.values()].flatMap(({ keys }) => [...keys]),
    ...filterKeys(plan.root),
  ];
  const keys = assignKeys(
    drafts.map(({ hotkey }) => hotkey),
    taken,
  );
  return drafts.map(({ command }, index) => {
    const key = keys[index];
    return { ...command, keys: key ? [key] : [] };
  });
}

/** The keys that lead to Filters are not given to options. */
function filterKeys({ tag, attrs, children }: BoundTag): string[] {
  const own = tag === "Filter" && typeof attrs.hotkey === "string" ? [attrs.hotkey] : [];
  return [...own.map(normaliseKey), ...children.flatMap(filterKeys)];
}

function optionDraft(control: ControlPlan, option: Option): Draft {
  return {
    hotkey: option.hotkey,
    command: {
      id: optionCommandId(control.name, option),
      group: "labels",
      words: option.value,
      literal: true,
      keys: [],
      when: (editor) => canPress(editor, control),
      run: (editor) => {
        if (control.labels) pickLabel(editor, control, option.stored);
        else pickChoice(editor, control, option);
      },
    },
  };
}

/** The command of a control that has one key, such as a number that counts up. */
function keyDraft(control: ControlPlan): Draft {
  return {
    hotkey: text(control.tag, "hotkey"),
    command: {
      id: optionKeyId(control),
      group: "labels",
      words: control.name,
      literal: true,
      keys: [],
      when: (editor) => canPress(editor, control),
      run: (editor) => control.onKey?.(editor, control),
    },
  };
}

function ratingDrafts(control: ControlPlan, plan: Plan): Draft[] {
  const most = Number(control.tag.attrs.maxRating ?? 5) || 5;
  const hotkey = typeof control.tag.attrs.hotkey === "string" ? control.tag.attrs.hotkey : "";
  const base = {
    group: "labels" as const,
    keys: [],
    when: (editor: Editor) => canPress(editor, control),
  };
  const alone = plan.controls.size === 1 && most < 10;
  if (!alone) {
    const run = (editor: Editor): void => {
      const now = Number(answerOf(editor, control) ?? 0);
      setAnswer(editor, control, now >= most ? null : now + 1);
    };
    const command = {
      ...base,
      id: `option.${control.name}`,
      words: control.name,
      literal: true,
      run,
    };
    return [{ command, hotkey }];
  }
  return Array.from({ length: most }, (_, index) => ({
    hotkey: String(index + 1),
    command: {
      ...base,
      id: ratingCommandId(control.name, index + 1),
      words: `${control.name} ${index + 1}`,
      literal: true,
      run: (editor: Editor) => setAnswer(editor, control, index + 1),
    },
  }));
}

function canPress(editor: Editor, control: ControlPlan): boolean {
  if (editor.readOnly) return false;
  if (control.labels) return true;
  if (isLocked(editor, control)) return false;
  const region = control.perRegion ? editor.selected[0] : undefined;
  const item = itemOf(editor, control);
  return isAsked(control, editor.document, editor.plan, { region, item });
}
