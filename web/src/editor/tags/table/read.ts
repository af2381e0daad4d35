/** What a Table shows: an object as names and values, a list of objects as rows. */
import type { Json, JsonObject } from "../../core/results";
import { isRecord } from "../../core/results";
import { csvOptions, readCsv } from "./csv";

export type TableData =
  | { readonly kind: "pairs"; readonly pairs: readonly (readonly [string, Json])[] }
  | {
      readonly kind: "rows";
      /** Null for rows without names, as of a CSV without a head. */
      readonly columns: readonly string[] | null;
      readonly rows: readonly (readonly Json[])[];
    }
  | { readonly kind: "none" };

const NONE: TableData = { kind: "none" };

/** The table of a value; text is JSON, or CSV where `valueType` says so. */
export function readTable(value: Json, valueType: string): TableData {
  const options = csvOptions(valueType);
  if (options && typeof value === "string") {
    const [head = [], ...rest] = readCsv(value, options.separator);
    if (head.length === 0) return NONE;
    return options.headless
      ? { kind: "rows", columns: null, rows: [head, ...rest] }
      : { kind: "rows", columns: head, rows: rest };
  }
  const read = typeof value === "string" ? parsed(value) : value;
  if (Array.isArray(read)) return rowsOf(read);
  return isRecord(read) ? { kind: "pairs", pairs: pairsOf(read) } : NONE;
}

/** The names and values of an object, by name whatever its case. */
export function pairsOf(object: JsonObject): [string, Json][] {
  const by = new Intl.Collator("en", { sensitivity: "base" });
  return Object.entries(object).sort(([a], [b]) => by.compare(a, b));
}

/** A row an entry; columns are all the names they have, in the order these turn up. */
export function rowsOf(entries: readonly Json[]): TableData {
  if (entries.length === 0) return NONE;
  const columns = [
    ...new Set(entries.flatMap((entry) => (isRecord(entry) ? Object.keys(entry) : []))),
  ];
  if (columns.length === 0) {
    return { kind: "rows", columns: null, rows: entries.map((entry) => [entry]) };
  }
  const rows = entries.map((entry) =>
    isRecord(entry) ? columns.map((name) => entry[name] ?? null) : [entry],
  );
  return { kind: "rows", columns, rows };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
