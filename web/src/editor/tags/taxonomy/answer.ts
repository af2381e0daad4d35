/** Taxonomy answers: a list of paths from the root, in the order they were picked. */
import { answerOf, setAnswer } from "../../core/answers";
import { flag, number, text } from "../../core/attrs";
import type { Editor } from "../../core/editor";
import type { ControlPlan } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";
import type { BoundTag } from "../../language";
import { type Entry, keyOf } from "./tree";

export type Path = readonly string[];

export const taxonomyAnswer: AnswerKind<readonly Path[]> = {
  key: "taxonomy",
  read(raw) {
    if (!Array.isArray(raw)) return null;
    const paths = raw.map((path) => (Array.isArray(path) ? path : [path]));
    const sound = paths.every((path) => path.every((part) => typeof part === "string"));
    return sound ? (paths as Path[]) : null;
  },
  write: (paths) => paths.map((path) => [...path]),
  isEmpty: (paths) => paths.length === 0,
  initial(control) {
    const chosen = control.options.filter(({ preselected }) => preselected);
    return chosen.length === 0 ? null : chosen.map(({ path }) => path);
  },
  describe: (paths, control) => paths.map((path) => path.join(separatorOf(control.tag))).join(", "),
};

export function separatorOf(tag: BoundTag): string {
  return text(tag, "pathSeparator") || " / ";
}

/** Whether an entry can be picked, and not only opened. */
export function canPick(control: ControlPlan, entry: Entry): boolean {
  return entry.leaf || !flag(control.tag, "leafsOnly");
}

const NONE: readonly Path[] = [];

export function pathsOf(editor: Editor, control: ControlPlan): readonly Path[] {
  const answer = answerOf(editor, control);
  return Array.isArray(answer) ? (answer as readonly Path[]) : NONE;
}

/** Picks an entry or puts it back. Says so when `maxUsages` leaves no room. */
export function pickEntry(editor: Editor, control: ControlPlan, entry: Entry): void {
  if (!canPick(control, entry)) return;
  const paths = pathsOf(editor, control);
  const key = keyOf(entry.path);
  if (paths.some((path) => keyOf(path) === key)) {
    dropPath(editor, control, entry.path, entry.value);
    return;
  }
  const most = number(control.tag, "maxUsages", Number.POSITIVE_INFINITY);
  if (paths.length >= most) {
    editor.announce("taxonomy.full", { count: most });
    return;
  }
  setAnswer(editor, control, [...paths, entry.path]);
  editor.announce("said.chosen", { label: entry.value });
}

export function dropPath(editor: Editor, control: ControlPlan, path: Path, label: string): void {
  const key = keyOf(path);
  const others = pathsOf(editor, control).filter((other) => keyOf(other) !== key);
  setAnswer(editor, control, others);
  editor.announce("said.unchosen", { label });
}
