/** An order, or buckets: ids by column. There from the start, since any order is an answer. */
import type { AnswerKind } from "../../core/registry";
import { isRecord } from "../../core/results";
import { type Board, complete, rankingOf } from "./board";

export const rankerAnswer: AnswerKind<Board> = {
  key: "ranker",
  read(raw) {
    if (!isRecord(raw)) return null;
    const columns = Object.entries(raw).map(([id, ids]) =>
      Array.isArray(ids) ? ([id, ids.map(String)] as const) : null,
    );
    return columns.some((column) => column === null)
      ? null
      : Object.fromEntries(columns.flatMap((column) => (column ? [column] : [])));
  },
  write: (board) => Object.fromEntries(Object.entries(board).map(([id, ids]) => [id, [...ids]])),
  isEmpty: () => false,
  initial(control, plan) {
    const ranking = rankingOf(control, plan);
    return ranking && ranking.items.size > 0 ? complete(null, ranking) : null;
  },
  describe: (board) =>
    Object.entries(board)
      .map(([id, ids]) => `${id}: ${ids.join(", ")}`)
      .join("; "),
};
