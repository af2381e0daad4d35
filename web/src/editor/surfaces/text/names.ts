/**
 * The labels' names, under the beginning of their spans. They are made for the lines in view, a
 * line at a time, and stand in their line, so that scrolling moves them along at no cost.
 */
import type { Editor } from "../../core/editor";
import { colourOf, nameOf } from "../../core/labeling";
import { inkOn } from "../../kernels/color";
import type { LineNode, Lines } from "./lines";
import type { PlacedSpan } from "./stage";

/** Space between two names side by side, in CSS pixels. */
const GAP = 3;
const ROW_TOLERANCE = 4;
/** Lines whose names are made in one frame; the rest follow in the next. */
const LINES_A_FRAME = 6;

export class Names {
  readonly #lines: Lines;
  readonly #editor: Editor;
  #byStart: readonly PlacedSpan[] = [];
  readonly #made = new Map<LineNode, HTMLElement>();
  readonly #byRegion = new Map<string, HTMLElement>();

  constructor(lines: Lines, editor: Editor) {
    this.#lines = lines;
    this.#editor = editor;
  }

  /** Forgets what is made: spans, their looks, or the width of the lines have changed. */
  renew(spans: readonly PlacedSpan[]): void {
    this.#byStart = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
    for (const row of this.#made.values()) row.remove();
    this.#made.clear();
    this.#byRegion.clear();
  }

  select(ids: readonly string[]): void {
    for (const [id, name] of this.#byRegion) {
      name.classList.toggle("le-name-selected", ids.includes(id));
    }
  }

  /**
   * Makes the names of these lines, and clears those of lines out of sight. False when some are
   * left for the next frame.
   */
  paint(lines: readonly LineNode[], shown: boolean): boolean {
    const wanted = new Set(shown ? lines : []);
    for (const [line, row] of this.#made) {
      if (wanted.has(line)) continue;
      row.remove();
      this.#made.delete(line);
    }
    const missing = [...wanted].filter((line) => !this.#made.has(line));
    const fresh = missing.slice(0, LINES_A_FRAME);
    // Measured first, written after, so that the browser lays out twice and not once a name.
    const rows = fresh.map((line) => ({ line, places: this.#measure(line) }));
    for (const { line, places } of rows) {
      const row = document.createElement("div");
      row.className = "le-names";
      row.ariaHidden = "true";
      row.append(...places.map(({ span }) => this.#make(span)));
      this.#made.set(line, row);
      if (places.length > 0) line.element.append(row);
    }
    for (const { line, places } of rows) this.#arrange(line, places);
    return fresh.length === missing.length;
  }

  #measure(line: LineNode) {
    const spans = this.#startingIn(line);
    if (spans.length === 0) return [];
    const { left, top } = line.element.getBoundingClientRect();
    return spans.flatMap((span) => {
      const [rect] = this.#lines.rects(line, span.start, Math.min(span.start + 1, line.end));
      return rect ? [{ span, x: rect.left - left, y: rect.bottom - top }] : [];
    });
  }

  #arrange(line: LineNode, places: readonly { readonly x: number; readonly y: number }[]): void {
    const names = [...(this.#made.get(line)?.children ?? [])] as HTMLElement[];
    const widths = names.map((name) => name.offsetWidth);
    let row = Number.NEGATIVE_INFINITY;
    let free = 0;
    places.forEach(({ x, y }, index) => {
      if (Math.abs(y - row) > ROW_TOLERANCE) free = 0;
      row = y;
      const at = Math.max(x, free);
      free = at + (widths[index] ?? 0) + GAP;
      const name = names[index];
      if (name) name.style.transform = `translate(${at}px, ${y}px)`;
    });
  }

  #startingIn({ start, end }: LineNode): readonly PlacedSpan[] {
    let low = 0;
    let high = this.#byStart.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#byStart[middle]?.start ?? 0) < start) low = middle + 1;
      else high = middle;
    }
    let last = low;
    while (last < this.#byStart.length && (this.#byStart[last]?.start ?? end) < end) last++;
    return this.#byStart.slice(low, last);
  }

  #make({ region }: PlacedSpan): HTMLElement {
    const offered = this.#editor.document.suggestions.has(region.id);
    const score = offered && region.score !== null ? ` ${region.score.toFixed(2)}` : "";
    const color = colourOf(this.#editor, region) ?? "#868e96";
    const name = document.createElement("span");
    name.className = "le-name";
    name.textContent = `${nameOf(this.#editor, region)}${score}`;
    name.classList.toggle("le-name-offered", offered);
    name.classList.toggle("le-name-selected", this.#editor.session.selection.includes(region.id));
    this.#byRegion.set(region.id, name);
    name.style.setProperty("--le-color", color);
    name.style.setProperty("--le-ink", inkOn(color));
    return name;
  }
}
