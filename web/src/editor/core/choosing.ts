/**
 * Choices that are picked and put back. An answer is a list of what options store, in the order of
 * the config; with `allowNested`, of paths from the outermost choice.
 */
import { answerOf, setAnswer, subjectOf } from "./answers";
import type { Region } from "./document";
import type { Editor } from "./editor";
import type { ControlPlan, Option } from "./plan";

export type Pick = string | readonly string[];

export function keyOfPick(pick: Pick): string {
  return typeof pick === "string" ? pick : pick.join("\n");
}

export function picksIn(answer: unknown): readonly Pick[] {
  return Array.isArray(answer) ? (answer as readonly Pick[]) : [];
}

export function pickOf(control: ControlPlan, option: Option): Pick {
  return control.nested ? option.path : option.stored;
}

/** Picks a choice or puts it back. A choice of `single-radio` stays until another is picked. */
export function pickChoice(
  editor: Editor,
  control: ControlPlan,
  option: Option,
  region: Region | null = subjectOf(editor, control),
): void {
  const picks = picksIn(answerOf(editor, control, region));
  const has = picks.some((pick) => keyOfPick(pick) === option.key);
  const stays = has && control.tag.attrs.choice === "single-radio";
  const next = control.multiple
    ? toggled(control, picks, option, has)
    : has && !stays
      ? []
      : [pickOf(control, option)];
  if (!stays) setAnswer(editor, control, next, false, region);
  editor.announce(has && !stays ? "said.unchosen" : "said.chosen", { label: option.value });
}

function toggled(
  control: ControlPlan,
  picks: readonly Pick[],
  option: Option,
  has: boolean,
): Pick[] {
  const keys = new Set(picks.map(keyOfPick));
  for (const { key } of [option, ...within(control, option)]) {
    if (has) keys.delete(key);
    else keys.add(key);
  }
  followChildren(control, keys);
  const known = control.options.filter(({ key }) => keys.delete(key));
  const foreign = picks.filter((pick) => keys.has(keyOfPick(pick)));
  return [...new Map(known.map((one) => [one.key, pickOf(control, one)])).values(), ...foreign];
}

/** The choices nested in a choice, at any depth. */
export function within(control: ControlPlan, { path }: Option): Option[] {
  return control.options.filter(
    (other) => other.path.length > path.length && path.every((part, i) => part === other.path[i]),
  );
}

/** A choice with nested ones is ticked exactly when all of them are. */
function followChildren(control: ControlPlan, chosen: Set<string>): void {
  if (control.options.every(({ path }) => path.length === 1)) return;
  for (const option of [...control.options].reverse()) {
    const inner = within(control, option);
    if (inner.length === 0) continue;
    if (inner.every(({ key }) => chosen.has(key))) chosen.add(option.key);
    else chosen.delete(option.key);
  }
}
