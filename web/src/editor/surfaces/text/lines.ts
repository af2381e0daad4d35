/** A text as one element a line, and the way between offsets, nodes and places on the screen. */

export interface LineNode {
  readonly start: number;
  readonly end: number;
  readonly element: HTMLElement;
  readonly node: Text;
}

export class Lines {
  readonly element: HTMLElement;
  readonly #lines: LineNode[] = [];
  readonly #byNode = new Map<Node, LineNode>();

  constructor(text: string) {
    this.element = document.createElement("div");
    this.element.className = "le-lines";
    this.element.dir = "auto";
    let start = 0;
    for (const line of text.split("\n")) {
      const element = document.createElement("div");
      element.className = "le-line";
      const node = document.createTextNode(line);
      element.append(node);
      // An empty line keeps its height, and the caret its place.
      if (line === "") element.append(document.createElement("br"));
      const entry = { start, end: start + line.length, element, node };
      this.#lines.push(entry);
      this.#byNode.set(node, entry);
      this.#byNode.set(element, entry);
      start = entry.end + 1;
    }
    this.element.append(...this.#lines.map(({ element }) => element));
  }

  lineOf(offset: number): LineNode | undefined {
    return this.#lines[this.#indexOf(offset)];
  }

  /** Lines that lie between two heights of the window. */
  between(top: number, bottom: number): readonly LineNode[] {
    const first = this.#firstBelow(top);
    const found: LineNode[] = [];
    for (let i = first; i < this.#lines.length; i++) {
      const line = this.#lines[i];
      if (!line || line.element.getBoundingClientRect().top > bottom) break;
      found.push(line);
    }
    return found;
  }

  /** A DOM range over a range of offsets. */
  range(start: number, end: number): StaticRange {
    const [startContainer, startOffset] = this.#point(start);
    const [endContainer, endOffset] = this.#point(end);
    return new StaticRange({ startContainer, startOffset, endContainer, endOffset });
  }

  /** The boxes a part of one line takes on the screen. */
  rects(line: LineNode, start: number, end: number): DOMRect[] {
    const range = document.createRange();
    range.setStart(line.node, Math.max(start - line.start, 0));
    range.setEnd(line.node, Math.min(end - line.start, line.node.length));
    return [...range.getClientRects()].filter(({ width }) => width > 0);
  }

  /** Where the caret stands before an offset. */
  rectOf(offset: number): DOMRect | null {
    const line = this.lineOf(offset);
    if (!line) return null;
    const range = document.createRange();
    range.setStart(line.node, Math.min(offset - line.start, line.node.length));
    range.collapse(true);
    const rects = range.getClientRects();
    // At a soft line break the caret belongs to the beginning of the new line.
    return rects[rects.length - 1] ?? line.element.getBoundingClientRect();
  }

  /** The offset nearest to a point of the window, and the character right under it. */
  at(x: number, y: number): { offset: number; over: number | null } {
    const position = caretAt(x, y);
    const offset = position && this.offsetOf(position.node, position.offset);
    if (offset === null || offset === undefined) return { offset: this.#nearest(y), over: null };
    const line = this.lineOf(offset);
    const under = [offset, offset - 1].find((unit) => {
      if (!line || unit < line.start || unit >= line.end) return false;
      return this.rects(line, unit, unit + 1).some(
        ({ left, right, top, bottom }) =>
          x >= left && x <= right && y >= top - 4 && y <= bottom + 4,
      );
    });
    return { offset, over: under ?? null };
  }

  /** The offset of a DOM position, or null when it is not in this text. */
  offsetOf(node: Node, offset: number): number | null {
    const line = this.#byNode.get(node);
    if (!line) return null;
    return node === line.node ? line.start + offset : offset === 0 ? line.start : line.end;
  }

  #point(offset: number): [Node, number] {
    const line = this.lineOf(offset);
    if (!line) return [this.element, 0];
    return [line.node, Math.min(offset - line.start, line.node.length)];
  }

  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lines[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #firstBelow(top: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const bottom = this.#lines[middle]?.element.getBoundingClientRect().bottom ?? 0;
      if (bottom < top) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Beside the text, above or below it: the end of the line at that height. */
  #nearest(y: number): number {
    const line = this.#lines[Math.min(this.#firstBelow(y), this.#lines.length - 1)];
    if (!line) return 0;
    return y < line.element.getBoundingClientRect().top ? line.start : line.end;
  }
}

interface CaretDocument {
  caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  const page = document as unknown as CaretDocument;
  const position = page.caretPositionFromPoint?.(x, y);
  if (position) return { node: position.offsetNode, offset: position.offset };
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
