/** Where a key takes a thing of a Ranker, or the focus from it. */
import { type Board, isOrderOnly, type Ranking, type Spot } from "./board";

/** The place an arrow, Home or End leads to from a place; null for other keys and at the edge. */
export function towards(key: string, from: Spot, board: Board, ranking: Ranking): Spot | null {
  const last = (board[from.column]?.length ?? 1) - 1;
  const at = ranking.columns.findIndex(({ id }) => id === from.column);
  const beside = (by: 1 | -1): Spot | null => {
    const column = ranking.columns[at + by];
    return column ? { column: column.id, index: from.index } : null;
  };
  const within = (index: number): Spot | null =>
    index >= 0 && index <= last && index !== from.index ? { ...from, index } : null;
  switch (key) {
    case "ArrowUp":
      return within(from.index - 1);
    case "ArrowDown":
      return within(from.index + 1);
    case "Home":
      return within(0);
    case "End":
      return within(last);
    case "ArrowLeft":
      return beside(-1);
    case "ArrowRight":
      return beside(1);
    default:
      return null;
  }
}

/** The digit that sends a thing to a column: 0 to where all were, 1 to the first bucket. */
export function digitOf(column: string, ranking: Ranking): string | null {
  if (isOrderOnly(ranking)) return null;
  const at = ranking.columns.findIndex(({ id }) => id === column);
  const rest = ranking.columns[0]?.id === "_" && ranking.columns[0].home;
  const digit = at + (rest ? 0 : 1);
  return at < 0 || digit > 9 ? null : String(digit);
}

/** Where a digit sends a thing: to that place of the order, or to the end of that bucket. */
export function byDigit(digit: string, board: Board, ranking: Ranking): Spot | null {
  const [only] = ranking.columns;
  if (isOrderOnly(ranking) && only) {
    const place = Number(digit);
    const fits = place > 0 && place <= (board[only.id]?.length ?? 0);
    return fits ? { column: only.id, index: place - 1 } : null;
  }
  const column = ranking.columns.find(({ id }) => digitOf(id, ranking) === digit);
  return column ? { column: column.id, index: Number.POSITIVE_INFINITY } : null;
}
