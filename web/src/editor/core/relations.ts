/**
 * Relations between two regions. They are result items without an id or a control, kept in the
 * document as such, so that what is not understood in one stays.
 */
import { put, type Region } from "./document";
import type { Editor } from "./editor";
import { newId } from "./ids";
import { nameOf } from "./labeling";
import { RELATIONS_PLACE } from "./places";
import type { ResultItem } from "./results";

export type Direction = "right" | "bi" | "left";

export interface Relation {
  /** Its key in the document. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly direction: Direction;
  readonly labels: readonly string[];
}

const NEXT: Readonly<Record<Direction, Direction>> = { right: "bi", bi: "left", left: "right" };

/** The relations whose two regions are there. */
export function relationsOf({ document }: Pick<Editor, "document">): Relation[] {
  const found: Relation[] = [];
  for (const [key, { item }] of document.kept) {
    const { type, from_id: from = "", to_id: to = "", labels } = item;
    if (type !== "relation" || !document.regions.has(from) || !document.regions.has(to)) continue;
    found.push({
      key,
      from,
      to,
      direction: directionOf(item),
      labels: Array.isArray(labels) ? labels.map(String) : [],
    });
  }
  return found;
}

function directionOf({ direction }: ResultItem): Direction {
  return direction === "bi" || direction === "left" ? direction : "right";
}

/** Whether the selection is one region or two, none of them a suggestion. */
export function mayRelate({ document, session, readOnly }: Editor): boolean {
  const { selection } = session;
  const count = selection.length === 1 || selection.length === 2;
  return !readOnly && count && selection.every((id) => document.regions.has(id));
}

/** Relates the two selected regions, or waits for the second one to be selected. */
export function startRelating(editor: Editor): void {
  const [from, to] = editor.session.selection;
  if (from === undefined) return;
  if (to !== undefined) {
    relate(editor, from, to);
    return;
  }
  const region = editor.region(from);
  if (!region) return;
  editor.update({ relating: from });
  editor.announce("relations.pick", wordsOf(editor, region));
}

/** A region by its label and by where it is or what it says. */
export function wordsOf(editor: Editor, region: Region): { label: string; where: string } {
  const where = editor.registry.kind(region.kind).describe(region.geometry);
  return { label: nameOf(editor, region), where };
}

/** The selection that makes a relation waited for: true when it was taken for that. */
export function finishRelating(editor: Editor, ids: readonly string[]): boolean {
  const { relating } = editor.session;
  const [to, ...more] = ids.filter((id) => id !== relating);
  if (relating === null || to === undefined || more.length > 0) return false;
  if (!editor.document.regions.has(to)) return false;
  editor.update({ relating: null });
  relate(editor, relating, to);
  return true;
}

/** Relates one region to another; a second relation of the same two regions adds nothing. */
export function relate(editor: Editor, from: string, to: string): void {
  const { regions } = editor.document;
  const [a, b] = [regions.get(from), regions.get(to)];
  if (!a || !b || from === to) return;
  if (relationsOf(editor).some((other) => other.from === from && other.to === to)) {
    editor.announce("relations.there");
    return;
  }
  const item: ResultItem = { from_id: from, to_id: to, type: "relation", direction: "right" };
  editor.transact("step.relate", [
    put(editor.document, "kept", `relation/${newId()}`, { place: RELATIONS_PLACE, item }),
  ]);
  editor.announce("relations.made", { from: nameOf(editor, a), to: nameOf(editor, b) });
}

/** Turns a relation round: to the right, both ways, to the left. */
export function turnRelation(editor: Editor, { key, direction }: Relation): void {
  change(editor, key, (item) => ({ ...item, direction: NEXT[direction] }));
  editor.announce(`relations.direction.${NEXT[direction]}`);
}

/** Labels a relation, in the order given. */
export function labelRelation(editor: Editor, { key }: Relation, labels: readonly string[]): void {
  change(editor, key, ({ labels: _, ...item }) =>
    labels.length > 0 ? { ...item, labels: [...labels] } : item,
  );
}

export function deleteRelation(editor: Editor, { key }: Relation): void {
  editor.transact("step.unrelate", [put(editor.document, "kept", key, undefined)]);
  editor.announce("relations.gone");
}

function change(editor: Editor, key: string, edit: (item: ResultItem) => ResultItem): void {
  const kept = editor.document.kept.get(key);
  if (!kept) return;
  editor.transact("step.relation", [
    put(editor.document, "kept", key, { ...kept, item: edit(kept.item) }),
  ]);
}
