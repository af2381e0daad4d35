/**
 * Text offsets. Results count Unicode code points, browsers count UTF-16 units; a table of the
 * astral characters converts between them in logarithmic time.
 */

export class Offsets {
  /** UTF-16 index of each surrogate pair's first half, ascending. */
  readonly #pairs: readonly number[];
  readonly length: number;

  constructor(text: string) {
    const pairs: number[] = [];
    for (let i = 0; i < text.length - 1; i++) {
      if (isHigh(text.charCodeAt(i)) && isLow(text.charCodeAt(i + 1))) pairs.push(i++);
    }
    this.#pairs = pairs;
    this.length = text.length - pairs.length;
  }

  /** Code points before a UTF-16 index; the inside of a pair counts as its start. */
  toPoints(unit: number): number {
    const before = countBelow(this.#pairs, (pair) => pair + 1 < unit);
    const inside = this.#pairs[before] === unit - 1;
    return unit - before - (inside ? 1 : 0);
  }

  /** UTF-16 index of a code point. */
  toUnits(point: number): number {
    // The i-th pair starts at code point pair - i.
    return point + countBelow(this.#pairs, (pair, index) => pair - index < point);
  }
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** How many leading items fulfil a condition that, once false, stays false. */
function countBelow(items: readonly number[], holds: (item: number, index: number) => boolean) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(items[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A span's text as Label Studio stores it: a line break is the two characters backslash and n, and
 * a run of spaces is one.
 */
export function storedText(source: string): string {
  return source.replace(/[ \t]+/g, " ").replace(/\r\n?|\n/g, "\\n");
}
