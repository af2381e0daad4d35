/**
 * Spans as highlights of the browser: no element wraps the text, so thousands cost little and
 * overlaps need no nesting. What is pointed at or selected is a highlight more, so that the rest
 * stays as it is. Where a browser has no highlights, boxes are laid under the text.
 */
import type { Editor } from "../../core/editor";
import { colourOf } from "../../core/labeling";
import { withAlpha } from "../../kernels/color";
import type { Range } from "../../kernels/segments";
import type { Lines } from "./lines";
import type { PlacedSpan } from "./stage";

type Emphasis = "plain" | "offered" | "hovered" | "selected";

/** Overlapping spans are underlined at different heights, as far as the line has room. */
const MOST_DEPTHS = 4;
const STRENGTH: Readonly<Record<Emphasis, number>> = {
  plain: 0.24,
  offered: 0.1,
  hovered: 0.22,
  selected: 0.4,
};
const PRIORITY: Readonly<Record<Emphasis, number>> = {
  offered: 0,
  plain: 0,
  hovered: 10,
  selected: 20,
};
const SELECTION_COLOUR = "#339af0";

let layers = 0;

interface Group {
  readonly color: string;
  readonly depth: number;
  readonly emphasis: Emphasis;
  readonly spans: Range[];
}

interface Shown {
  readonly name: string;
  readonly highlight: Highlight;
  spans: readonly Range[];
}

export class Marks {
  readonly #lines: Lines;
  readonly #prefix = `le-marks-${++layers}`;
  readonly #sheet: HTMLStyleElement;
  readonly #boxes: HTMLElement;
  readonly #native = typeof CSS !== "undefined" && "highlights" in CSS;
  /** By colour, depth and emphasis; what is not wanted any more is kept empty. */
  readonly #shown = new Map<string, Shown>();

  constructor(lines: Lines, content: HTMLElement) {
    this.#lines = lines;
    this.#sheet = document.createElement("style");
    this.#boxes = document.createElement("div");
    this.#boxes.className = "le-mark-boxes";
    content.append(this.#sheet, this.#boxes);
  }

  paint(
    editor: Editor,
    spans: readonly PlacedSpan[],
    depths: ReadonlyMap<PlacedSpan, number>,
    selected: Range,
  ): void {
    const groups = new Map<string, Group>();
    const add = (color: string, depth: number, emphasis: Emphasis, span: Range): void => {
      const key = `${color}|${depth}|${emphasis}`;
      const group = groups.get(key);
      if (group) group.spans.push(span);
      else groups.set(key, { color, depth, emphasis, spans: [span] });
    };
    const { selection, hovered } = editor.session;
    for (const span of spans) {
      const { id } = span.region;
      const color = colourOf(editor, span.region) ?? "#868e96";
      const depth = Math.min(depths.get(span) ?? 0, MOST_DEPTHS - 1);
      add(color, depth, editor.document.suggestions.has(id) ? "offered" : "plain", span);
      if (selection.includes(id)) add(color, depth, "selected", span);
      else if (hovered === id) add(color, depth, "hovered", span);
    }
    if (selected.end > selected.start) add(SELECTION_COLOUR, 0, "selected", selected);
    if (this.#native) this.#paintHighlights(groups);
    else this.#paintBoxes([...groups.values()]);
  }

  dispose(): void {
    for (const { name } of this.#shown.values()) CSS.highlights.delete(name);
  }

  #paintHighlights(groups: ReadonlyMap<string, Group>): void {
    for (const [key, shown] of this.#shown) {
      if (groups.has(key) || shown.spans.length === 0) continue;
      shown.highlight.clear();
      shown.spans = [];
    }
    for (const [key, group] of groups) {
      const shown = this.#shown.get(key) ?? this.#show(key, group);
      if (sameSpans(shown.spans, group.spans)) continue;
      shown.spans = group.spans;
      shown.highlight.clear();
      for (const { start, end } of group.spans) shown.highlight.add(this.#lines.range(start, end));
    }
  }

  #show(key: string, group: Group): Shown {
    const name = `${this.#prefix}-${this.#shown.size}`;
    const highlight = new Highlight();
    highlight.priority = group.depth + PRIORITY[group.emphasis];
    this.#sheet.sheet?.insertRule(`::highlight(${name}) { ${styleOf(group)} }`);
    CSS.highlights.set(name, highlight);
    const shown: Shown = { name, highlight, spans: [] };
    this.#shown.set(key, shown);
    return shown;
  }

  #paintBoxes(groups: readonly Group[]): void {
    const { left, top } = this.#boxes.getBoundingClientRect();
    const boxes = groups.flatMap((group) =>
      group.spans.flatMap(({ start, end }) => this.#boxesOf(group, start, end, left, top)),
    );
    this.#boxes.replaceChildren(...boxes);
  }

  #boxesOf(group: Group, start: number, end: number, left: number, top: number): HTMLElement[] {
    const boxes: HTMLElement[] = [];
    for (let at = start; at < end; ) {
      const line = this.#lines.lineOf(at);
      if (!line) break;
      for (const rect of this.#lines.rects(line, at, end)) {
        const box = document.createElement("div");
        box.className = "le-mark-box";
        box.style.left = `${rect.left - left}px`;
        box.style.top = `${rect.top - top}px`;
        box.style.width = `${rect.width}px`;
        box.style.height = `${rect.height}px`;
        box.style.background = withAlpha(group.color, STRENGTH[group.emphasis]);
        box.style.borderBottom = `2px ${lineOf(group.emphasis)} ${group.color}`;
        boxes.push(box);
      }
      at = line.end + 1;
    }
    return boxes;
  }
}

function sameSpans(a: readonly Range[], b: readonly Range[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ start, end }, i) => start === b[i]?.start && end === b[i]?.end)
  );
}

function lineOf(emphasis: Emphasis): string {
  return emphasis === "offered" ? "dashed" : "solid";
}

function styleOf({ color, depth, emphasis }: Group): string {
  const thickness = emphasis === "selected" ? 3 : 2;
  // On a dark ground a dark line would be lost.
  const line = `light-dark(${color}, color-mix(in srgb, ${color} 65%, white))`;
  return [
    `background-color: ${withAlpha(color, STRENGTH[emphasis])}`,
    `text-decoration: underline ${lineOf(emphasis)} ${thickness}px ${line}`,
    `text-underline-offset: ${2 + depth * 4}px`,
  ].join("; ");
}
