/** The columns of a Ranker and what lies in them. Pure: a board goes in, a board comes out. */
import { flag, text } from "../../core/attrs";
import type { ControlPlan, Plan } from "../../core/plan";
import { itemsOf, type ListItem } from "../list/items";

/** Ids by column, as results hold them. */
export type Board = Readonly<Record<string, readonly string[]>>;

export interface Column {
  /** The key of the result. */
  readonly id: string;
  readonly title: string;
  /** Where things are that nobody has put anywhere. */
  readonly home: boolean;
}

export interface Ranking {
  readonly items: ReadonlyMap<string, ListItem>;
  readonly columns: readonly Column[];
}

export interface Spot {
  readonly column: string;
  readonly index: number;
}

/** The key of what is left in the list when no bucket takes everything at first. */
const REST = "_";

/** What a Ranker ranks and where to; null when its list is not in the config. */
export function rankingOf(control: ControlPlan, plan: Plan): Ranking | null {
  const list = plan.objects.get(control.objects[0] ?? "")?.tag;
  if (list?.tag !== "List") return null;
  const title = text(list, "title");
  const buckets = control.tag.children.filter(({ tag, name }) => tag === "Bucket" && name !== null);
  const first = buckets.find((bucket) => flag(bucket, "default"));
  const columns = buckets.map((bucket) => ({
    id: bucket.name ?? "",
    title: text(bucket, "title") || (bucket.name ?? ""),
    home: bucket === first,
  }));
  const rest = { id: buckets.length === 0 ? control.name : REST, title, home: true };
  return { items: itemsOf(list), columns: first ? columns : [rest, ...columns] };
}

/** Whether things are only put in order, not into buckets. */
export function isOrderOnly({ columns }: Ranking): boolean {
  return columns.length === 1 && columns[0]?.home === true;
}

/**
 * Every column, in the config's order, with everything in it: what a board does not mention is
 * where it was at first. Columns the config lacks keep what the list lacks too.
 */
export function complete(board: Board | null, { items, columns }: Ranking): Board {
  const placed = new Set<string>();
  const known: Record<string, string[]> = {};
  for (const { id } of columns) {
    known[id] = (board?.[id] ?? []).filter((item) => !placed.has(item) && placed.add(item));
  }
  const home = columns.find((column) => column.home);
  const left = [...items.keys()].filter((item) => !placed.has(item));
  if (home) known[home.id]?.push(...left);
  const others = Object.entries(board ?? {}).flatMap(([id, ids]) => {
    const foreign = ids.filter((item) => !items.has(item) && !placed.has(item));
    return id in known || foreign.length === 0 ? [] : [[id, foreign] as const];
  });
  return { ...known, ...Object.fromEntries(others) };
}

export function spotOf(board: Board, { columns }: Ranking, item: string): Spot | null {
  for (const { id } of columns) {
    const index = board[id]?.indexOf(item) ?? -1;
    if (index >= 0) return { column: id, index };
  }
  return null;
}

/** Puts a thing at a place of a column, counted without the thing itself; past the end is the end. */
export function move(board: Board, item: string, { column, index }: Spot): Board {
  const without = Object.entries(board).map(
    ([id, ids]) => [id, ids.filter((other) => other !== item)] as const,
  );
  const moved: Record<string, readonly string[]> = Object.fromEntries(without);
  const there = moved[column] ?? [];
  const at = Math.max(0, Math.min(index, there.length));
  return { ...moved, [column]: [...there.slice(0, at), item, ...there.slice(at)] };
}

export function isSame(a: Board, b: Board): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
