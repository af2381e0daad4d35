/** Selecting text by hand: press, drag, double click for a word, triple click for a line. */
import type { State, Tool } from "../../core/tools";
import { lineAt, wordAt } from "../../kernels/segments";
import type { TextPointer, TextStage } from "../../surfaces/text/stage";

type TextState = State<TextPointer>;

export const textTool: Tool<TextStage, TextPointer> = {
  id: "tool.text",
  surface: "text",
  draws: null,
  start: idle,
};

function idle(stage: TextStage): TextState {
  return {
    name: "idle",
    down(pointer) {
      if (pointer.shift) {
        stage.setSelection(stage.selection.anchor, pointer.offset);
        return selecting(stage, stage.selection.anchor);
      }
      return pointer.count > 1 ? pointingWord(stage, pointer) : pointingText(stage, pointer);
    },
    move({ over }) {
      const [span] = over === null ? [] : stage.spansAt(over);
      stage.editor.hover(span?.region.id ?? null);
      return undefined;
    },
  };
}

/** Pressed, undecided: a drag selects text, a click selects the span that is there. */
function pointingText(stage: TextStage, origin: TextPointer): TextState {
  stage.collapse(origin.offset);
  return {
    name: "pointing text",
    move: ({ offset }) =>
      offset === origin.offset
        ? undefined
        : selecting(stage, origin.offset).move?.({ ...origin, offset }),
    up() {
      pickSpan(stage, origin);
      return idle(stage);
    },
    cancel: () => idle(stage),
  };
}

/** Clicking again at the same place reaches the spans beneath. */
function pickSpan(stage: TextStage, { over, shift }: TextPointer): void {
  const { editor } = stage;
  const ids = over === null ? [] : stage.spansAt(over).map(({ region }) => region.id);
  const at = ids.findIndex((id) => editor.session.selection.includes(id));
  const next = ids[(at + 1) % Math.max(ids.length, 1)];
  editor.update({ pending: null });
  editor.select(next === undefined ? [] : shift ? [...editor.session.selection, next] : [next]);
}

function selecting(stage: TextStage, anchor: number): TextState {
  const state: TextState = {
    name: "selecting text",
    busy: true,
    move({ offset }) {
      stage.setSelection(anchor, offset);
      return state;
    },
    up() {
      stage.take();
      return idle(stage);
    },
    cancel() {
      stage.collapse(anchor);
      return idle(stage);
    },
  };
  return state;
}

/** Words, or lines on the third click, from the pressed one on. */
function pointingWord(stage: TextStage, origin: TextPointer): TextState {
  const unitAt = (offset: number) =>
    origin.count > 2 ? lineAt(stage.text, offset) : wordAt(stage.text, offset);
  const first = unitAt(origin.over ?? origin.offset);
  stage.setSelection(first.start, first.end);
  return {
    name: "selecting words",
    busy: true,
    move({ offset }) {
      const here = unitAt(offset);
      if (here.end > first.end) stage.setSelection(first.start, here.end);
      else if (here.start < first.start) stage.setSelection(first.end, here.start);
      return undefined;
    },
    up() {
      stage.take();
      return idle(stage);
    },
    cancel() {
      stage.collapse(first.start);
      return idle(stage);
    },
  };
}
