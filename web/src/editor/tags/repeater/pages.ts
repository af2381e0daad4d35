/** The pages of a Repeater: how many entries on each, which is on show, and turning them. */
import { text } from "../../core/attrs";
import type { Command } from "../../core/commands";
import type { Editor } from "../../core/editor";
import type { BoundTag } from "../../language";

export const PAGE_SIZES = [1, 5, 10, 25, 50, 100] as const;

/** Which entry a page begins with, and how many are on it. */
export interface Paging {
  readonly first: number;
  readonly size: number;
}

const START: Paging = { first: 0, size: 1 };

export function isPaged(tag: BoundTag): boolean {
  return tag.tag === "PagedView" || (tag.tag === "Repeater" && text(tag, "mode") === "pagination");
}

/** What stands in the tree for each entry of the list, or on each page of a PagedView. */
export function entriesOf(repeater: BoundTag): BoundTag[][] {
  if (repeater.tag === "PagedView") return repeater.children.map((page) => [page]);
  const count = Array.isArray(repeater.attrs.on) ? repeater.attrs.on.length : 0;
  const each = count === 0 ? 0 : repeater.children.length / count;
  return Array.from({ length: count }, (_, index) =>
    repeater.children.slice(index * each, (index + 1) * each),
  );
}

export function keyOf({ line, column }: BoundTag): string {
  return `${line}:${column}`;
}

export function pagingOf(editor: Editor, repeater: BoundTag): Paging {
  return editor.session.pages[keyOf(repeater)] ?? START;
}

/** Shows the page an entry is on. */
export function showEntry(
  editor: Editor,
  repeater: BoundTag,
  entry: number,
  size = pagingOf(editor, repeater).size,
): void {
  const first = Math.floor(entry / size) * size;
  const now = editor.session.pages[keyOf(repeater)];
  if (now?.first === first && now.size === size) return;
  editor.update({ pages: { ...editor.session.pages, [keyOf(repeater)]: { first, size } } });
}

/** Turns to the page before (-1) or after (1); false at the ends. */
export function turn(editor: Editor, repeater: BoundTag, by: 1 | -1): boolean {
  const { first, size } = pagingOf(editor, repeater);
  const count = entriesOf(repeater).length;
  const next = first + by * size;
  if (next < 0 || next >= count) return false;
  showEntry(editor, repeater, next);
  editor.announce("pages.said", {
    page: next / size + 1,
    pages: Math.ceil(count / size),
  });
  return true;
}

/** The entry that holds an object tag of this name, or -1. */
export function entryWith(repeater: BoundTag, object: string): number {
  const holds = (tag: BoundTag): boolean => tag.name === object || tag.children.some(holds);
  return entriesOf(repeater).findIndex((tags) => tags.some(holds));
}

function firstPaged(tag: BoundTag): BoundTag | null {
  if (isPaged(tag)) return tag;
  for (const child of tag.children) {
    const found = firstPaged(child);
    if (found) return found;
  }
  return null;
}

function turning(id: string, words: string, key: string, by: 1 | -1): Command {
  return {
    id,
    group: "view",
    words,
    keys: [key],
    when: (editor) => {
      const repeater = firstPaged(editor.tree);
      return repeater !== null && entriesOf(repeater).length > 1;
    },
    run: (editor) => {
      const repeater = firstPaged(editor.tree);
      if (repeater) turn(editor, repeater, by);
    },
  };
}

export const PAGE_COMMANDS: readonly Command[] = [
  turning("repeater.next-page", "command.nextPage", "Alt+ArrowRight", 1),
  turning("repeater.previous-page", "command.previousPage", "Alt+ArrowLeft", -1),
];
