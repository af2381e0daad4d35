/** Overlapping spans of text: which depth each is drawn at, which lie under an offset. */
import type { Range } from "./segments";

/** A span of plain text in code points, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** The covered words as the result stores them; null where a result has none. */
  readonly text: string | null;
}

/**
 * A depth for every span so that overlapping ones differ, the outer ones lower: longer first at the
 * same start.
 */
export function depths<T extends Range>(spans: readonly T[]): Map<T, number> {
  const order = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const result = new Map<T, number>();
  const ends: number[] = [];
  for (const span of order) {
    let depth = ends.findIndex((end) => end <= span.start);
    if (depth < 0) depth = ends.length;
    ends[depth] = span.end;
    result.set(span, depth);
  }
  return result;
}

/** Spans that hold the character at an offset, the shortest first: it is the one meant. */
export function spansAt<T extends Range>(spans: readonly T[], offset: number): T[] {
  return spans
    .filter(({ start, end }) => start <= offset && offset < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}
