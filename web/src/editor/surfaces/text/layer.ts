/**
 * Draws a text stage: the text as lines, spans as highlights that leave the text alone, and
 * names under them. Spans cost something only in and around what is in view.
 */
import type { Region } from "../../core/document";
import type { Bounds } from "../../kernels/box";
import type { Range as Place } from "../../kernels/segments";
import { depths } from "../../kernels/spans";
import { type LineNode, Lines } from "./lines";
import { Marks } from "./marks";
import { Names } from "./names";
import type { PlacedSpan, TextPointer, TextStage } from "./stage";

export class TextLayer {
  readonly #stage: TextStage;
  readonly #host: HTMLElement;
  readonly #content: HTMLElement;
  readonly #lines: Lines;
  readonly #marks: Marks;
  readonly #names: Names;
  readonly #caret: HTMLElement;
  #frame = 0;
  #painted: readonly unknown[] = [];
  #covered: Place = { start: 0, end: -1 };
  #depths: ReadonlyMap<PlacedSpan, number> = new Map();
  readonly #stop = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #observer: ResizeObserver;
  /** Column the caret keeps while it goes up and down, in CSS pixels. */
  #column: number | null = null;

  /** `host` scrolls and takes the keyboard. */
  constructor(stage: TextStage, host: HTMLElement) {
    this.#stage = stage;
    this.#host = host;
    this.#content = document.createElement("div");
    this.#content.className = "le-text-content";
    this.#lines = new Lines(stage.text);
    this.#marks = new Marks(this.#lines, this.#content);
    this.#names = new Names(this.#lines, stage.editor);
    this.#caret = document.createElement("div");
    this.#caret.className = "le-caret";
    this.#caret.hidden = true;
    this.#content.append(this.#lines.element, this.#caret);
    host.replaceChildren(this.#content);
    this.#unsubscribe = stage.editor.subscribe(this.schedule);
    this.#observer = new ResizeObserver(() => {
      this.#painted = [];
      this.schedule();
    });
    this.#observer.observe(this.#content);
    this.#listen();
    stage.locate = (region) => this.#locate(region);
    this.schedule();
  }

  readonly schedule = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  };

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    this.#stop.abort();
    this.#observer.disconnect();
    this.#unsubscribe();
    this.#marks.dispose();
    this.#stage.locate = null;
    this.#host.replaceChildren();
  }

  /** Scrolls until a place can be seen. */
  reveal({ start }: Place): void {
    const line = this.#lines.lineOf(start);
    const rect = this.#lines.rectOf(start);
    if (!rect) return;
    const view = this.#host.getBoundingClientRect();
    if (rect.top < view.top + 16 || rect.bottom > view.bottom - 16) {
      line?.element.scrollIntoView({ block: "center" });
    }
  }

  /** The beginning of a span in the window, as far as its first row goes. */
  #locate({ id }: Region): Bounds | null {
    const span = this.#stage.spans().find(({ region }) => region.id === id);
    if (!span || span.end < this.#covered.start || span.start > this.#covered.end) return null;
    const line = this.#lines.lineOf(span.start);
    const [first] = line ? this.#lines.rects(line, span.start, span.end) : [];
    const view = this.#host.getBoundingClientRect();
    const inSight = first && first.bottom > view.top && first.top < view.bottom;
    return inSight ? first : null;
  }

  #paint(): void {
    const { editor } = this.#stage;
    const { session } = editor;
    const spans = this.#stage.spans();
    const { anchor, focus } = this.#stage.selection;
    const visible = this.#visible();
    const covered = this.#cover(visible);
    const now = [spans, session.selection, session.hovered, anchor, focus, covered];
    const same = now.every((part, i) => part === this.#painted[i]) && this.#painted.length > 0;
    if (!same) {
      const last = this.#painted;
      this.#painted = now;
      if (spans !== last[0]) this.#depths = depths(spans);
      const near = spans.filter(({ start, end }) => end >= covered.start && start <= covered.end);
      this.#marks.paint(editor, near, this.#depths, this.#stage.range);
      if (spans !== last[0]) this.#names.renew(spans);
      else if (session.selection !== last[1]) this.#names.select(session.selection);
    }
    if (!this.#names.paint(visible, session.showLabels)) this.schedule();
    this.#paintCaret();
  }

  /** The part of the text whose spans are painted: what is in view, and as much on either side. */
  #cover(visible: readonly LineNode[]): Place {
    const start = visible[0]?.start ?? 0;
    const end = visible.at(-1)?.end ?? 0;
    const { start: from, end: to } = this.#covered;
    if (start < from || end > to) {
      const room = Math.max(end - start, 1000);
      this.#covered = { start: Math.max(start - room, 0), end: end + room };
    }
    return this.#covered;
  }

  #visible(): readonly LineNode[] {
    const { top, bottom } = this.#host.getBoundingClientRect();
    return this.#lines.between(Math.max(top, 0) - 100, Math.min(bottom, window.innerHeight) + 100);
  }

  #paintCaret(): void {
    const shown = document.activeElement === this.#host && this.#stage.labelled;
    const rect = shown ? this.#lines.rectOf(this.#stage.selection.focus) : null;
    this.#caret.hidden = !rect;
    if (!rect) return;
    const { left, top } = this.#content.getBoundingClientRect();
    this.#caret.style.transform = `translate(${rect.left - left}px, ${rect.top - top}px)`;
    this.#caret.style.height = `${rect.height}px`;
  }

  #listen(): void {
    const { signal } = this.#stop;
    const host = this.#host;
    let held = false;
    let count = 0;
    let last = { time: 0, x: 0, y: 0 };

    const pointer = (event: PointerEvent): TextPointer => {
      const { offset, over } = this.#lines.at(event.clientX, event.clientY);
      return { offset, over, count, shift: event.shiftKey };
    };

    host.addEventListener(
      "pointerdown",
      (event) => {
        if (event.button !== 0 || event.pointerType === "touch" || this.#onScrollbar(event)) return;
        // The browser would begin a selection of its own.
        event.preventDefault();
        host.focus({ preventScroll: true });
        const near = Math.hypot(event.clientX - last.x, event.clientY - last.y) < 6;
        count = near && event.timeStamp - last.time < 500 ? (count % 3) + 1 : 1;
        last = { time: event.timeStamp, x: event.clientX, y: event.clientY };
        host.setPointerCapture(event.pointerId);
        held = true;
        this.#column = null;
        this.#stage.hand.down(pointer(event));
      },
      { signal },
    );
    host.addEventListener(
      "pointermove",
      (event) => {
        if (held || event.pointerType !== "touch") this.#stage.hand.move(pointer(event));
        host.style.cursor =
          this.#stage.editor.session.hovered !== null && !held ? "pointer" : "text";
      },
      { signal },
    );
    host.addEventListener(
      "pointerup",
      (event) => {
        if (!held) return;
        held = false;
        this.#stage.hand.up(pointer(event));
      },
      { signal },
    );
    host.addEventListener(
      "pointercancel",
      () => {
        held = false;
        this.#stage.hand.cancel();
      },
      { signal },
    );
    // A tap picks the span under the finger; fingers select with the system's own handles.
    host.addEventListener(
      "click",
      (event) => {
        if ((event as PointerEvent).pointerType !== "touch") return;
        const { offset, over } = this.#lines.at(event.clientX, event.clientY);
        this.#stage.hand.down({ offset, over, count: 1, shift: false });
        this.#stage.hand.up({ offset, over, count: 1, shift: false });
      },
      { signal },
    );
    document.addEventListener("selectionchange", () => this.#readNativeSelection(), { signal });
    host.addEventListener("scroll", this.schedule, { signal, passive: true });
    window.addEventListener("scroll", this.schedule, { signal, passive: true, capture: true });
    host.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    host.addEventListener("focus", this.schedule, { signal });
    host.addEventListener("blur", this.schedule, { signal });
    host.addEventListener("copy", (event) => this.#copy(event), { signal });
  }

  #onScrollbar(event: PointerEvent): boolean {
    const { left } = this.#host.getBoundingClientRect();
    return event.clientX - left > this.#host.clientWidth;
  }

  #readNativeSelection(): void {
    const selection = document.getSelection();
    if (!selection?.anchorNode || !selection.focusNode || selection.isCollapsed) return;
    const anchor = this.#lines.offsetOf(selection.anchorNode, selection.anchorOffset);
    const focus = this.#lines.offsetOf(selection.focusNode, selection.focusOffset);
    if (anchor === null || focus === null) return;
    this.#stage.setSelection(anchor, focus);
    this.#stage.offer();
  }

  #onKey(event: KeyboardEvent): void {
    const stage = this.#stage;
    if (event.altKey || !stage.labelled) return;
    const extend = event.shiftKey;
    const jump = event.ctrlKey || event.metaKey;
    const { key } = event;
    if (key !== "ArrowUp" && key !== "ArrowDown") this.#column = null;
    if (key === "ArrowLeft") stage.moveCaret(-1, jump ? "word" : "character", extend);
    else if (key === "ArrowRight") stage.moveCaret(1, jump ? "word" : "character", extend);
    else if (key === "ArrowUp") this.#moveByLine(-1, extend);
    else if (key === "ArrowDown") this.#moveByLine(1, extend);
    else if (key === "Home") stage.moveCaret(-1, "line", extend);
    else if (key === "End") stage.moveCaret(1, "line", extend);
    else if (key === "Enter" && stage.editor.session.pending) stage.take();
    else if (key === "Enter" || key === " ") {
      const [span] = stage.spansAt(stage.selection.focus);
      if (!span) return;
      stage.editor.select([span.region.id]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    this.reveal({ start: stage.selection.focus, end: stage.selection.focus });
  }

  /** Up or down a line as it is seen, which only layout knows. */
  #moveByLine(direction: 1 | -1, extend: boolean): void {
    const rect = this.#lines.rectOf(this.#stage.selection.focus);
    if (!rect) return;
    this.#column ??= rect.left;
    const lineHeight = Number.parseFloat(getComputedStyle(this.#content).lineHeight) || rect.height;
    const y = rect.top + rect.height / 2 + direction * lineHeight;
    this.#stage.placeCaret(this.#lines.at(this.#column + 0.5, y).offset, extend);
  }

  #copy(event: ClipboardEvent): void {
    const { start, end } = this.#stage.range;
    if (start === end) return;
    event.clipboardData?.setData("text/plain", this.#stage.text.slice(start, end));
    event.preventDefault();
  }
}
