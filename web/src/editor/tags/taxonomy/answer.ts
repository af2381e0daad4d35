/** Taxonomy answers: a list of paths from the root, in the order they were picked. */
import { answerOf, setAnswer } from "../../core/answers";
import { flag, number, text } from "../../core/attrs";
import type { Editor } from "../../core/editor";
import { pickLabel } from "../../core/labeling";
import type { ControlPlan, Option } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";
import { COLOURS } from "../../kernels/color";
import type { BoundTag } from "../../language";
import { type Entry, keyOf } from "./tree";

export type Path = readonly string[];

/** Inside the editor labels are texts: a Taxonomy that labels regions holds its paths as such. */
export const taxonomyAnswer: AnswerKind<readonly Path[] | readonly string[]> = {
  key: "taxonomy",
  read(raw, control) {
    if (!Array.isArray(raw)) return null;
    const paths = raw.map((path) => (Array.isArray(path) ? path : [path]));
    const sound = paths.every((path) => path.every((part) => typeof part === "string"));
    if (!sound) return null;
    return control.labels ? (paths as Path[]).map(keyOf) : (paths as Path[]);
  },
  write: (picks) => asPaths(picks).map((path) => [...path]),
  isEmpty: (picks) => picks.length === 0,
  initial(control) {
    const chosen = control.options.filter(({ preselected }) => preselected);
    return chosen.length === 0 || control.labels ? null : chosen.map(({ path }) => path);
  },
  describe: (picks, { tag }) =>
    asPaths(picks)
      .map((path) => path.join(separatorOf(tag)))
      .join(", "),
};

/** Paths, whether they are written as lists or as texts. */
export function asPaths(picks: readonly unknown[]): readonly Path[] {
  return picks.map((pick) => (typeof pick === "string" ? pathOf(pick) : (pick as Path)));
}

function pathOf(key: string): Path {
  // A plain name may come from a condition or from outside.
  return key.startsWith("[") ? (JSON.parse(key) as string[]) : [key];
}

/** An entry as a label, known by its path alone. */
export function labelFor(stored: string, tag: BoundTag): Option {
  const path = pathOf(stored);
  const name = flag(tag, "showFullPath") ? path.join(separatorOf(tag)) : (path.at(-1) ?? "");
  const sum = [...stored].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return {
    value: name,
    stored,
    key: stored,
    path,
    color: COLOURS[sum % COLOURS.length] ?? "",
    ownColor: false,
    hotkey: "",
    hint: "",
    html: "",
    preselected: false,
    maxUsages: null,
    tag,
  };
}

export function separatorOf(tag: BoundTag): string {
  return text(tag, "pathSeparator") || " / ";
}

/** Whether an entry can be picked, and not only opened. */
export function canPick(control: ControlPlan, entry: Entry): boolean {
  return entry.leaf || !flag(control.tag, "leafsOnly");
}

const NONE: readonly unknown[] = [];

/**
 * What is picked now: the answer, or where the Taxonomy labels regions, the labels of the selected
 * one, else those in hand for the next. The same list while nothing changes.
 */
export function picksOf(editor: Editor, control: ControlPlan): readonly unknown[] {
  const [region] = editor.selected;
  const labels = region ? region.answers[control.name] : editor.session.armed[control.name];
  const picks = control.labels ? labels : answerOf(editor, control);
  return Array.isArray(picks) ? picks : NONE;
}

/** Picks an entry or puts it back. Says so when `maxUsages` leaves no room. */
export function pickEntry(editor: Editor, control: ControlPlan, entry: Entry): void {
  if (!canPick(control, entry)) return;
  const paths = asPaths(picksOf(editor, control));
  if (paths.some((path) => keyOf(path) === entry.key)) {
    dropPath(editor, control, entry.path, entry.value);
    return;
  }
  const most = number(control.tag, "maxUsages", Number.POSITIVE_INFINITY);
  if (paths.length >= most) {
    editor.announce("taxonomy.full", { count: most });
    return;
  }
  if (control.labels) {
    pickLabel(editor, control, entry.key);
    return;
  }
  setAnswer(editor, control, [...paths, entry.path]);
  editor.announce("said.chosen", { label: entry.value });
}

export function dropPath(editor: Editor, control: ControlPlan, path: Path, label: string): void {
  const key = keyOf(path);
  if (control.labels) {
    // Picking a label that is there takes it away.
    pickLabel(editor, control, key);
    return;
  }
  const paths = asPaths(picksOf(editor, control));
  const others = paths.filter((other) => keyOf(other) !== key);
  setAnswer(editor, control, others);
  editor.announce("said.unchosen", { label });
}
