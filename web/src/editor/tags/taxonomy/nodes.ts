/** What a tree is made of: Choices in the config, or objects from the task or from an address. */
import { text } from "../../core/attrs";
import { isRecord, type Json } from "../../core/results";
import type { BoundTag } from "../../language";

export interface Node {
  readonly value: string;
  /** What a result stores for it. */
  readonly stored: string;
  readonly hint: string;
  readonly color: string;
  /** Null: only the address knows what is under it. */
  readonly children: readonly Node[] | null;
}

export function nodesOf(tag: BoundTag): Node[] {
  return tag.children
    .filter((child) => child.tag === "Choice")
    .map((child) => {
      const value = text(child, "value");
      const stored = text(child, "alias") || value;
      const [hint, color] = [text(child, "hint"), text(child, "color")];
      return { value, stored, hint, color, children: nodesOf(child) };
    });
}

/**
 * Reads a reply: a list, or `{items: [...]}`, of `{value, alias?, isLeaf?, children?, hint?,
 * color?}`. Raises an Error in words when it is something else.
 */
export function readNodes(reply: unknown): Node[] {
  const items = isRecord(reply) ? reply.items : reply;
  if (!Array.isArray(items)) throw new Error("The answer is no list of entries.");
  return items.filter(isRecord).map((item) => {
    const value = worded(item.value);
    const children = Array.isArray(item.children) ? readNodes(item.children) : [];
    return {
      value,
      stored: worded(item.alias) || value,
      hint: worded(item.hint),
      color: worded(item.color),
      children: children.length === 0 && item.isLeaf === false ? null : children,
    };
  });
}

function worded(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
