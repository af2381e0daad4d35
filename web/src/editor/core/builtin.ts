/** The commands every annotation has: history, regions, suggestions. */
import type { Command } from "./commands";
import type { Editor, Stage } from "./editor";
import {
  deleteRegions,
  duplicateRegions,
  selectNext,
  toggleHidden,
  toggleLock,
  visibleRegions,
} from "./labeling";
import { regionQuestionsOf } from "./plan";
import { mayRelate, startRelating } from "./relations";
import { acceptAll, acceptRegions, isSuggestion, offerCount } from "./suggestions";

const hasSelection = ({ session }: Editor): boolean => session.selection.length > 0;
const mayChangeSelection = (editor: Editor): boolean => !editor.readOnly && hasSelection(editor);
const hasRegions = ({ document }: Editor): boolean => document.regions.size > 0;
const selectedSuggestions = ({ session, document }: Editor): string[] =>
  session.selection.filter((id) => document.suggestions.has(id));

/** The hand that draws something of several parts now. */
const drawing = (editor: Editor): Stage["hand"] | undefined =>
  [...editor.stages.values()].map(({ hand }) => hand).find(({ isStepwise }) => isStepwise);

/** Escape steps back: out of the gesture, out of the selection, out of the label in hand. */
function exit(editor: Editor): void {
  for (const { hand } of editor.stages.values()) if (hand.cancel()) return;
  const { pending, relating, selection } = editor.session;
  if (relating !== null) editor.update({ relating: null });
  else if (pending) editor.update({ pending: null });
  else if (selection.length > 0) editor.select([]);
  else editor.update({ armed: {} });
}

/** Takes the selected suggestions and goes on to the next one on offer. */
function accept(editor: Editor): void {
  const taken = selectedSuggestions(editor);
  acceptRegions(editor, taken);
  const next = visibleRegions(editor).find(({ id }) => isSuggestion(editor, id));
  editor.select(next ? [next.id] : []);
}

export const BUILTIN_COMMANDS: readonly Command[] = [
  {
    id: "annotation.undo",
    repeats: true,
    group: "annotation",
    words: "command.undo",
    keys: ["Ctrl+z"],
    when: (editor) => !editor.readOnly && (editor.history.canUndo || drawing(editor) !== undefined),
    run(editor) {
      const hand = drawing(editor);
      if (hand) hand.back();
      else editor.undo();
    },
  },
  {
    id: "annotation.redo",
    repeats: true,
    group: "annotation",
    words: "command.redo",
    keys: ["Ctrl+Shift+z", "Ctrl+y"],
    when: ({ history, readOnly }) => history.canRedo && !readOnly,
    run: (editor) => editor.redo(),
  },
  {
    id: "drawing.back",
    group: "tools",
    words: "command.drawingBack",
    keys: ["Backspace"],
    when: (editor) => drawing(editor) !== undefined,
    run: (editor) => drawing(editor)?.back(),
  },
  {
    id: "drawing.finish",
    group: "tools",
    words: "command.drawingFinish",
    keys: ["Enter"],
    when: (editor) => drawing(editor) !== undefined,
    run: (editor) => drawing(editor)?.finish(),
  },
  { id: "region.exit", group: "regions", words: "command.exit", keys: ["Escape"], run: exit },
  {
    id: "region.unselect",
    group: "regions",
    words: "command.unselect",
    keys: ["u"],
    run: (editor) => editor.update({ selection: [], pending: null }),
  },
  {
    id: "region.delete",
    group: "regions",
    words: "command.delete",
    keys: ["Backspace", "Delete"],
    when: mayChangeSelection,
    run: (editor) => deleteRegions(editor, editor.session.selection),
  },
  {
    id: "region.delete-all",
    group: "regions",
    words: "command.deleteAll",
    keys: ["Ctrl+Backspace"],
    when: (editor) => !editor.readOnly && hasRegions(editor),
    run: (editor) => deleteRegions(editor, [...editor.document.regions.keys()]),
  },
  {
    id: "region.duplicate",
    group: "regions",
    words: "command.duplicate",
    keys: ["Ctrl+d"],
    when: mayChangeSelection,
    run: (editor) => duplicateRegions(editor, editor.selected),
  },
  {
    id: "region.cycle",
    repeats: true,
    group: "regions",
    words: "command.cycle",
    keys: ["Alt+."],
    run: (editor) => selectNext(editor),
  },
  {
    id: "region.cycle-back",
    repeats: true,
    group: "regions",
    words: "command.cycleBack",
    keys: ["Alt+Shift+."],
    run: (editor) => selectNext(editor, -1),
  },
  {
    id: "region.visibility",
    group: "regions",
    words: "command.visibility",
    keys: ["Alt+h"],
    when: hasSelection,
    run: (editor) => toggleHidden(editor, editor.session.selection),
  },
  {
    id: "region.visibility-all",
    group: "regions",
    words: "command.visibilityAll",
    keys: ["Ctrl+h"],
    when: hasRegions,
    run: (editor) => toggleHidden(editor, [...editor.document.regions.keys()]),
  },
  {
    id: "region.lock",
    group: "regions",
    words: "command.lock",
    keys: ["Alt+l"],
    when: mayChangeSelection,
    run: (editor) =>
      toggleLock(
        editor,
        editor.selected.filter(({ id }) => !isSuggestion(editor, id)),
      ),
  },
  {
    id: "region.relation",
    group: "regions",
    words: "command.relate",
    keys: ["Alt+r"],
    when: mayRelate,
    run: startRelating,
  },
  {
    id: "region.labels",
    group: "view",
    words: "command.labels",
    keys: ["Shift+l"],
    run: (editor) => editor.update({ showLabels: !editor.session.showLabels }),
  },
  {
    id: "region.meta",
    group: "regions",
    words: "command.note",
    keys: ["Alt+m"],
    when: ({ session, readOnly }) => session.selection.length === 1 && !readOnly,
    run: (editor) => editor.update({ focus: "note" }),
  },
  {
    id: "suggestion.accept",
    group: "suggestions",
    words: "command.accept",
    keys: ["Enter"],
    when: (editor) => !editor.readOnly && selectedSuggestions(editor).length > 0,
    run: accept,
  },
  {
    id: "suggestion.accept-all",
    group: "suggestions",
    words: "command.acceptAll",
    keys: ["Shift+a"],
    when: (editor) => !editor.readOnly && offerCount(editor) > 0,
    run: acceptAll,
  },
  {
    id: "region.focus",
    group: "regions",
    words: "command.focus",
    keys: ["Enter"],
    when: (editor) => {
      const [region] = editor.selected;
      return region !== undefined && regionQuestionsOf(editor.plan, region.object).length > 0;
    },
    run: (editor) => editor.update({ focus: "answers" }),
  },
  ...Array.from(
    { length: 9 },
    (_, index): Command => ({
      id: `region.select-${index + 1}`,
      group: "regions",
      words: "command.selectNth",
      params: { n: index + 1 },
      keys: [`Alt+Shift+${index + 1}`],
      when: (editor) => visibleRegions(editor).length > index,
      run: (editor) => {
        const region = visibleRegions(editor)[index];
        if (region) editor.select([region.id]);
      },
    }),
  ),
];
