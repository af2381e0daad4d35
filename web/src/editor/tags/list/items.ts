/** The things of a List, by id. */
import { isRecord, type Json } from "../../core/results";
import type { BoundTag } from "../../language";

export interface ListItem {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly html: string;
}

/**
 * In the order Label Studio has them, which holds them in an object: ids that are whole numbers
 * come first, by size.
 */
export function itemsOf(list: BoundTag): ReadonlyMap<string, ListItem> {
  const entries = entriesOf(list.attrs.value ?? null);
  const byId = Object.fromEntries(
    entries.map((entry, index) => {
      const item = itemOf(entry, index);
      return [item.id, item];
    }),
  );
  return new Map(Object.entries(byId));
}

function entriesOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function itemOf(entry: Json, index: number): ListItem {
  if (!isRecord(entry)) return { id: String(index), title: words(entry), body: "", html: "" };
  const { id = index, title = "", body = "", html = "" } = entry;
  return { id: words(id), title: words(title), body: words(body), html: words(html) };
}

function words(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
