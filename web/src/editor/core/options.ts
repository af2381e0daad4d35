/** The commands of labels, choices and ratings, made from the config with their hotkeys. */
import { answerOf, isLocked, itemOf, setAnswer } from "./answers";
import { text } from "./attrs";
import { pickChoice } from "./choosing";
import type { Command } from "./commands";
import type { Editor } from "./editor";
import { clearLabels, pickLabel } from "./labeling";
import type { ControlPlan, Option, Plan } from "./plan";
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

/**
 * One command an option, in document order. A lone rating has a digit for each of its values. Their
 * `keys` are those the config names; others are shared out with all commands' (`keyring.ts`).
 */
export function optionCommands(plan: Plan): Command[] {
  const commands: Command[] = [];
  for (const control of plan.controls.values()) {
    if (control.type === "rating") commands.push(...ratingCommands(control, plan));
    if (control.onKey) commands.push(keyCommand(control));
    if (control.keyless) continue;
    for (const option of control.options) commands.push(optionCommand(control, option));
    if (control.labels && control.allowEmpty) {
      commands.push({
        ...asked(control),
        id: emptyCommandId(control.name),
        words: "region.unlabelled",
        literal: false,
        run: (editor) => clearLabels(editor, control),
      });
    }
  }
  return commands;
}

export function emptyCommandId(control: string): string {
  return `option.${control}`;
}

/** What the commands of a control's options have in common. */
function asked(control: ControlPlan) {
  const conditional = control.perRegion || [...control.above, control.tag].some(({ when }) => when);
  return {
    group: "labels" as const,
    literal: true,
    keys: [],
    option: { control: control.name, conditional },
    when: (editor: Editor) => canPress(editor, control),
  };
}

function optionCommand(control: ControlPlan, option: Option): Command {
  return {
    ...asked(control),
    id: optionCommandId(control.name, option),
    words: option.value,
    keys: option.hotkey === "" ? [] : [option.hotkey],
    run: (editor) => {
      if (control.labels) pickLabel(editor, control, option.stored);
      else pickChoice(editor, control, option);
    },
  };
}

/** The command of a control that has one key, such as a number that counts up. */
function keyCommand(control: ControlPlan): Command {
  const hotkey = text(control.tag, "hotkey");
  return {
    ...asked(control),
    id: optionKeyId(control),
    words: control.name,
    keys: hotkey === "" ? [] : [hotkey],
    run: (editor) => control.onKey?.(editor, control),
  };
}

function ratingCommands(control: ControlPlan, plan: Plan): Command[] {
  const most = Number(control.tag.attrs.maxRating ?? 5) || 5;
  const alone = plan.controls.size === 1 && most < 10;
  if (!alone) {
    const hotkey = text(control.tag, "hotkey");
    const run = (editor: Editor): void => {
      const now = Number(answerOf(editor, control) ?? 0);
      setAnswer(editor, control, now >= most ? null : now + 1);
    };
    const keys = hotkey === "" ? [] : [hotkey];
    return [{ ...asked(control), id: `option.${control.name}`, words: control.name, keys, run }];
  }
  return Array.from({ length: most }, (_, index) => ({
    ...asked(control),
    id: ratingCommandId(control.name, index + 1),
    words: `${control.name} ${index + 1}`,
    keys: [String(index + 1)],
    run: (editor: Editor) => setAnswer(editor, control, index + 1),
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
