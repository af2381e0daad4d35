/**
 * The annotation as an immutable document. Every change is a list of patches, one a row, so that
 * undo, drafts and tests all speak of the same thing.
 */
import type { Origin, ResultItem } from "./results";

export interface Region {
  readonly id: string;
  /** Order of creation; result items are written in this order. */
  readonly place: number;
  readonly kind: string;
  /** Name of the object tag it lies on. */
  readonly object: string;
  /** Name of the control whose tool drew it. */
  readonly maker: string;
  /** Owned by the region kind; immutable. */
  readonly geometry: unknown;
  /** Labels and per-region answers by control name. */
  readonly answers: Readonly<Record<string, unknown>>;
  readonly origin: Origin;
  readonly score: number | null;
  readonly locked: boolean;
  readonly note: readonly string[];
  /** The items it was read from, by control name: keys we do not know live on in them. */
  readonly sources: Readonly<Record<string, ResultItem>>;
  /** Items of the same id whose control is not understood here. */
  readonly kept: readonly ResultItem[];
}

/** An answer about the whole task, or about one item of an object that shows several. */
export interface Answer {
  readonly control: string;
  /** Which item it is about; null for the whole task. */
  readonly item: number | null;
  readonly id: string;
  readonly place: number;
  readonly value: unknown;
  readonly origin: Origin;
  readonly score: number | null;
  readonly source: ResultItem | null;
}

/** A result item the editor does not understand. It is saved as it came. */
export interface Kept {
  readonly place: number;
  readonly item: ResultItem;
}

interface Rows {
  regions: Region;
  answers: Answer;
  kept: Kept;
  /** Regions a model proposes and nobody has taken yet. */
  suggestions: Region;
  /** Answers a model proposes, under the same keys as answers. */
  proposals: Answer;
}

/** The key of an answer in its table: the control's name, and the item where there are several. */
export function answerKey(control: string, item: number | null): string {
  return item === null ? control : `${control}\n${item}`;
}

export type Table = keyof Rows;
export type Document = { readonly [T in Table]: ReadonlyMap<string, Rows[T]> };

/** A row before and after; `undefined` where there is none. */
export type Patch = {
  [T in Table]: {
    readonly table: T;
    readonly key: string;
    readonly before: Rows[T] | undefined;
    readonly after: Rows[T] | undefined;
  };
}[Table];

export const EMPTY: Document = {
  regions: new Map(),
  answers: new Map(),
  kept: new Map(),
  suggestions: new Map(),
  proposals: new Map(),
};

/** A patch that puts `after` in the place of whatever stands under the key. */
export function put<T extends Table>(
  document: Document,
  table: T,
  key: string,
  after: Rows[T] | undefined,
): Patch {
  const rows = document[table] as ReadonlyMap<string, Rows[T]>;
  return { table, key, before: rows.get(key), after } as Patch;
}

/** The document with the patches in it; tables without a patch keep their identity. */
export function apply(document: Document, patches: readonly Patch[]): Document {
  const tables = new Map<Table, Map<string, unknown>>();
  for (const { table, key, after } of patches) {
    let rows = tables.get(table);
    if (!rows) {
      rows = new Map<string, unknown>(document[table]);
      tables.set(table, rows);
    }
    if (after === undefined) rows.delete(key);
    else rows.set(key, after);
  }
  return { ...document, ...(Object.fromEntries(tables) as Partial<Document>) };
}

export function invert(patches: readonly Patch[]): Patch[] {
  return patches
    .map((patch) => ({ ...patch, before: patch.after, after: patch.before }) as Patch)
    .reverse();
}

/** One patch a row, from its first `before` to its last `after`; rows that end as they began go. */
export function squash(patches: readonly Patch[]): Patch[] {
  const byRow = new Map<string, Patch>();
  for (const patch of patches) {
    const row = `${patch.table}/${patch.key}`;
    const first = byRow.get(row);
    byRow.set(row, first ? ({ ...patch, before: first.before } as Patch) : patch);
  }
  return [...byRow.values()].filter((patch) => patch.before !== patch.after);
}

/** Whether the patches touch what is saved; suggestions are the model's, not the annotation's. */
export function touchesResult(patches: readonly Patch[]): boolean {
  return patches.some(({ table }) => table !== "suggestions" && table !== "proposals");
}

export function nextPlace(document: Document): number {
  let last = 0;
  for (const { place } of document.regions.values()) last = Math.max(last, place);
  for (const { place } of document.answers.values()) last = Math.max(last, place);
  for (const { place } of document.kept.values())
    if (Number.isFinite(place)) last = Math.max(last, place);
  return last + 1;
}

/** The regions in order of creation. */
export function inOrder(regions: ReadonlyMap<string, Region>): Region[] {
  return [...regions.values()].sort((a, b) => a.place - b.place);
}
