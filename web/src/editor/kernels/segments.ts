/** Characters, words, sentences and paragraphs of a text, in UTF-16 units. */

export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Granularity = "symbol" | "word" | "sentence" | "paragraph";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** The line around an offset, without its line break. Segmenting a line at a time stays cheap. */
export function lineAt(text: string, offset: number): Range {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const next = text.indexOf("\n", offset);
  return { start, end: next < 0 ? text.length : next };
}

/** The word at an offset, or the word that ends there; the blank or sign when there is none. */
export function wordAt(text: string, offset: number): Range {
  const before = offset > 0 ? segmentAt(words, text, offset - 1) : null;
  const here = segmentAt(words, text, offset);
  if (here.isWord || !before?.isWord) return here;
  return before.end === offset ? before : here;
}

function segmentAt(segmenter: Intl.Segmenter, text: string, offset: number) {
  const line = lineAt(text, Math.min(offset, text.length));
  const segment = segmenter
    .segment(text.slice(line.start, line.end))
    .containing(offset - line.start);
  if (!segment) return { start: line.end, end: line.end, isWord: false };
  const start = line.start + segment.index;
  return { start, end: start + segment.segment.length, isWord: segment.isWordLike ?? false };
}

/** The range grown to whole words, sentences or paragraphs; never to half a character. */
export function snap(text: string, range: Range, granularity: Granularity): Range {
  if (range.start === range.end) return range;
  const whole = (offset: number): Range => {
    if (granularity === "paragraph") return lineAt(text, offset);
    const segmenter =
      granularity === "word" ? words : granularity === "sentence" ? sentences : graphemes;
    return segmentAt(segmenter, text, offset);
  };
  const first = whole(range.start);
  const last = whole(range.end - 1);
  // A line break is a segment of its own and has no width of text to grow into.
  const end = text[range.end - 1] === "\n" ? range.end : Math.max(last.end, range.end);
  return { start: Math.min(first.start, range.start), end };
}

/** The offset one character, word or line end away; what arrow keys do. */
export function step(
  text: string,
  offset: number,
  direction: 1 | -1,
  by: "character" | "word" | "line",
): number {
  if (by === "line") {
    const line = lineAt(text, offset);
    return direction === 1 ? line.end : line.start;
  }
  const at = direction === 1 ? offset : offset - 1;
  if (at < 0 || at >= text.length) return offset;
  if (text[at] === "\n") return direction === 1 ? offset + 1 : offset - 1;
  if (by === "character") {
    const { start, end } = segmentAt(graphemes, text, at);
    return direction === 1 ? end : start;
  }
  let here = segmentAt(words, text, at);
  while (!here.isWord) {
    const next = direction === 1 ? here.end : here.start - 1;
    if (next < 0 || next >= text.length || text[next] === "\n") break;
    here = segmentAt(words, text, next);
  }
  return direction === 1 ? here.end : here.start;
}
