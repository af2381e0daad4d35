/**
 * The tree of a Taxonomy as one flat list in reading order, so that what is in sight is found in a
 * single pass, however many entries there are.
 */
import type { Node } from "./nodes";
import type { RemoteTree } from "./remote";

export interface Entry {
  /** Its place in the list. */
  readonly index: number;
  /** Its path as one text. */
  readonly key: string;
  readonly value: string;
  /** What a result stores, from the root down to itself. */
  readonly path: readonly string[];
  /** What people read, from the root down to itself. */
  readonly names: readonly string[];
  /** 0 at the root. */
  readonly depth: number;
  /** Place of the entry it is under, or -1. */
  readonly parent: number;
  /** Place after the last entry under it. */
  readonly end: number;
  readonly leaf: boolean;
  /** How far what only the address knows under it has come; null when all is known. */
  readonly branch: "unasked" | "loading" | "failed" | null;
  /** From 1, among the entries under the same one, and how many those are. */
  readonly nth: number;
  readonly siblings: number;
  readonly hint: string;
  readonly color: string;
  readonly folded: string;
}

/** An entry in sight. */
export interface Row {
  readonly entry: Entry;
  /** Whether what is under it is in sight. */
  readonly open: boolean;
}

export function keyOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** `remote` knows what is under the nodes whose children are null. */
export function readTree(nodes: readonly Node[], remote: RemoteTree | null = null): Entry[] {
  const entries: Entry[] = [];
  const visit = (siblings: readonly Node[], above: Entry | null): void => {
    siblings.forEach((node, nth) => {
      const index = entries.length;
      const path = [...(above?.path ?? []), node.stored];
      const asked = node.children === null ? remote?.branch(path) : undefined;
      const children = node.children ?? (asked?.state === "ready" ? asked.nodes : null);
      const entry: Entry & { end: number } = {
        index,
        key: keyOf(path),
        value: node.value,
        path,
        names: [...(above?.names ?? []), node.value],
        depth: above ? above.depth + 1 : 0,
        parent: above?.index ?? -1,
        end: index + 1,
        leaf: children?.length === 0,
        branch: children ? null : asked?.state === "ready" ? null : (asked?.state ?? "unasked"),
        nth: nth + 1,
        siblings: siblings.length,
        hint: node.hint,
        color: node.color,
        folded: node.value.toLowerCase(),
      };
      entries.push(entry);
      visit(children ?? [], entry);
      entry.end = entries.length;
    });
  };
  visit(nodes, null);
  return entries;
}

export function isMatch(entry: Entry, words: string): boolean {
  return words !== "" && entry.folded.includes(words);
}

/**
 * The rows in sight. A search (lower case, without blanks around it) shows what matches and what
 * that is under; a match can be opened to see what is under it.
 */
export function rowsOf(
  entries: readonly Entry[],
  opened: ReadonlySet<string>,
  words: string,
): Row[] {
  const rows: Row[] = [];
  const unfold = (from: number, to: number): void => {
    for (let i = from; i < to; ) {
      const entry = entries[i];
      if (!entry) return;
      const open = !entry.leaf && opened.has(entry.key);
      rows.push({ entry, open });
      i = open ? i + 1 : entry.end;
    }
  };
  if (words === "") {
    unfold(0, entries.length);
    return rows;
  }
  const matchUnder = new Set<number>();
  const matches = entries.filter((entry) => isMatch(entry, words));
  for (const { parent } of matches) {
    for (let up = parent; up >= 0 && !matchUnder.has(up); up = entries[up]?.parent ?? -1) {
      matchUnder.add(up);
    }
  }
  for (let i = 0; i < entries.length; ) {
    const entry = entries[i];
    if (!entry) break;
    if (matchUnder.has(i)) {
      rows.push({ entry, open: true });
      i += 1;
    } else if (isMatch(entry, words)) {
      unfold(i, entry.end);
      i = entry.end;
    } else {
      i = entry.end;
    }
  }
  return rows;
}

/** What a key of the tree pattern does: where it goes, or what it opens or closes. */
export type Step = { readonly go: number } | { readonly fold: number } | null;

const PAGE = 10;

/** `at` is the place in `rows`; the answer names entries. */
export function stepOf(key: string, rows: readonly Row[], at: number): Step {
  const go = (to: number): Step => {
    const row = rows[Math.min(Math.max(to, 0), rows.length - 1)];
    return row ? { go: row.entry.index } : null;
  };
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (!row || row.entry.leaf || row.entry.branch === "loading") return null;
      if (row.entry.branch === "failed") return { fold: row.entry.index };
      return row.open ? go(at + 1) : { fold: row.entry.index };
    case "ArrowLeft":
      if (row?.open) return { fold: row.entry.index };
      return row && row.entry.parent >= 0 ? { go: row.entry.parent } : null;
    default:
      return null;
  }
}
