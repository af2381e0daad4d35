/**
 * A text with its spans, without pixels: caret, selection, what lies under an offset. Offsets here
 * are UTF-16 units; regions count code points. The text layer draws it; tests drive it as it is.
 */
import type { Region } from "../../core/document";
import type { Editor, Stage } from "../../core/editor";
import { addRegion, armedFor, draftRegion, visibleRegions } from "../../core/labeling";
import { labellersOf } from "../../core/plan";
import { Hand, type Tool } from "../../core/tools";
import type { Bounds } from "../../kernels/box";
import { Offsets, storedText } from "../../kernels/offsets";
import { type Granularity, type Range, snap, step } from "../../kernels/segments";
import { type Span, spansAt } from "../../kernels/spans";

/** The region kind plain labels make on this text. */
export interface TextStageOptions {
  readonly kind: string;
  readonly granularity?: Granularity;
}

export interface TextPointer {
  /** The offset nearest to the pointer. */
  readonly offset: number;
  /** The character under the pointer, or null beside the text. */
  readonly over: number | null;
  /** 1 for a click, 2 for a double click, 3 for a triple one. */
  readonly count: number;
  readonly shift: boolean;
}

/** A region with its place in UTF-16 units. */
export interface PlacedSpan extends Range {
  readonly region: Region;
}

export interface TextSelection {
  readonly anchor: number;
  readonly focus: number;
}

export class TextStage implements Stage {
  readonly editor: Editor;
  readonly object: string;
  readonly text: string;
  readonly offsets: Offsets;
  readonly kind: string;
  readonly granularity: Granularity;
  readonly hand: Hand<TextPointer>;
  /** The caret is the focus of it. */
  selection: TextSelection = { anchor: 0, focus: 0 };
  /** Set by what draws the stage. */
  locate: ((region: Region) => Bounds | null) | null = null;

  #spans: readonly PlacedSpan[] = [];
  #spansOf: readonly unknown[] = [];

  constructor(editor: Editor, object: string, text: string, options: TextStageOptions) {
    this.editor = editor;
    this.object = object;
    this.text = text;
    this.offsets = new Offsets(text);
    this.kind = options.kind;
    this.granularity = options.granularity ?? "symbol";
    this.hand = new Hand(() => this.#tool().start(this));
  }

  #tool(): Tool<TextStage, TextPointer> {
    const tool = [...this.editor.registry.tools.values()].find(({ surface }) => surface === "text");
    if (!tool) throw new Error("No tool for text is registered.");
    return tool as Tool<TextStage, TextPointer>;
  }

  /** Puts the stage on show. Returns the way to take it off again. */
  mount(): () => void {
    this.editor.stages.set(this.object, this);
    return () => {
      this.hand.reset();
      if (this.editor.stages.get(this.object) === this) this.editor.stages.delete(this.object);
    };
  }

  /** Whether spans can be made here. */
  get labelled(): boolean {
    return (
      !this.editor.readOnly && labellersOf(this.editor.plan, this.object, this.kind).length > 0
    );
  }

  /** The selected range, grown to the granularity the config asks for. */
  get range(): Range {
    const { anchor, focus } = this.selection;
    const range = { start: Math.min(anchor, focus), end: Math.max(anchor, focus) };
    return snap(this.text, range, this.granularity);
  }

  /** Visible spans and suggestions, made anew only when the regions have changed. */
  spans(): readonly PlacedSpan[] {
    const { document, session } = this.editor;
    const now = [document.regions, document.suggestions, session.hidden, session.threshold];
    if (now.some((part, i) => part !== this.#spansOf[i])) {
      this.#spansOf = now;
      this.#spans = visibleRegions(this.editor).flatMap((region) => {
        if (region.object !== this.object || region.kind !== this.kind) return [];
        if (session.hidden.has(region.id)) return [];
        const { start, end } = region.geometry as Span;
        return [{ region, start: this.offsets.toUnits(start), end: this.offsets.toUnits(end) }];
      });
    }
    return this.#spans;
  }

  spansAt(offset: number): PlacedSpan[] {
    return spansAt(this.spans(), offset);
  }

  setSelection(anchor: number, focus: number): void {
    const within = (offset: number): number => Math.min(Math.max(offset, 0), this.text.length);
    this.selection = { anchor: within(anchor), focus: within(focus) };
    this.editor.update({});
  }

  collapse(offset = this.selection.focus): void {
    this.setSelection(offset, offset);
  }

  geometryOf({ start, end }: Range): Span {
    return {
      start: this.offsets.toPoints(start),
      end: this.offsets.toPoints(end),
      text: storedText(this.text.slice(start, end)),
    };
  }

  /** Lets the selected text wait for a label. */
  offer(): void {
    const { range } = this;
    const waits = this.labelled && range.end > range.start;
    this.editor.update({
      pending: waits
        ? { object: this.object, kind: this.kind, geometry: this.geometryOf(range) }
        : null,
    });
  }

  /** Makes a span of the selected text with the labels in hand, or lets it wait for one. */
  take(): void {
    this.offer();
    const { pending } = this.editor.session;
    if (!pending) return;
    if (Object.keys(armedFor(this.editor, this.object, this.kind)).length === 0) {
      this.editor.select([]);
      this.editor.announce("said.waiting", { text: (pending.geometry as Span).text ?? "" });
      return;
    }
    const added = addRegion(this.editor, draftRegion(this.editor, pending));
    this.editor.update({ pending: null });
    if (added) this.collapse();
  }

  /** Moves the caret as arrow keys do; `extend` keeps the anchor. */
  moveCaret(direction: 1 | -1, by: "character" | "word" | "line", extend: boolean): void {
    this.placeCaret(step(this.text, this.selection.focus, direction, by), extend);
  }

  placeCaret(offset: number, extend: boolean): void {
    this.setSelection(extend ? this.selection.anchor : offset, offset);
    this.offer();
    if (extend) return;
    const [span] = this.spansAt(offset);
    this.editor.hover(span?.region.id ?? null);
  }
}
