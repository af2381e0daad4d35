/** A table of the task; what is nested in a cell is a smaller table in it. */
import { Button, Loader } from "@mantine/core";
import { useMemo, useState } from "react";
import { text } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import { isRecord, type Json } from "../../core/results";
import { useWords } from "../../ui/words";
import { useSource } from "../text/source";
import { csvOptions } from "./csv";
import { pairsOf, readTable, rowsOf, type TableData } from "./read";
import "./table.css";

/** More rows than this are drawn when asked for. */
const FIRST_ROWS = 200;

export function TableTag({ tag }: TagProps) {
  const fetched = csvOptions(text(tag, "valueType"))?.url === true;
  return fetched ? <FetchedTable tag={tag} /> : <Drawn tag={tag} value={tag.attrs.value ?? null} />;
}

function FetchedTable({ tag }: TagProps) {
  const asUrl = useMemo(() => ({ ...tag, attrs: { ...tag.attrs, valueType: "url" } }), [tag]);
  const source = useSource(asUrl);
  if (source.state === "loading") return <Loader size="sm" />;
  if (source.state === "failed") return <p className="le-notice">{source.message}</p>;
  return <Drawn tag={tag} value={source.state === "ready" ? source.text : null} />;
}

function Drawn({ tag, value }: TagProps & { value: Json }) {
  const t = useWords();
  const valueType = text(tag, "valueType");
  const table = useMemo(() => readTable(value, valueType), [value, valueType]);
  if (table.kind === "none") return <p className="le-notice">{t("table.none")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by the arrow keys
    <section className="le-table" aria-label={tag.name ?? undefined} tabIndex={0}>
      <TableView table={table} outermost />
    </section>
  );
}

function TableView({ table, outermost = false }: { table: TableData; outermost?: boolean }) {
  const t = useWords();
  const [all, setAll] = useState(false);
  if (table.kind === "none") return null;
  if (table.kind === "pairs") {
    return (
      <table className="le-pairs">
        {outermost && <Head columns={[t("table.name"), t("table.value")]} />}
        <tbody>
          {table.pairs.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cell value={value} />
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  const rows = all ? table.rows : table.rows.slice(0, FIRST_ROWS);
  return (
    <>
      <table>
        {table.columns && <Head columns={table.columns} />}
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the task's list
            <tr key={index}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <Cell key={column} value={value} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < table.rows.length && (
        <Button variant="default" size="xs" m={8} onClick={() => setAll(true)}>
          {t("table.all", { count: table.rows.length })}
        </Button>
      )}
    </>
  );
}

function Head({ columns }: { columns: readonly string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((name, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names of a CSV's columns may repeat
          <th key={column} scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Cell({ value }: { value: Json }) {
  if (typeof value === "number") return <td className="le-cell-number">{String(value)}</td>;
  return (
    <td>
      <Value value={value} />
    </td>
  );
}

function Value({ value }: { value: Json }) {
  const t = useWords();
  if (value === null || value === "") return <span className="le-quiet">—</span>;
  if (typeof value === "boolean") return t(value ? "table.yes" : "table.no");
  if (Array.isArray(value) && value.every((part) => typeof part !== "object")) {
    return value.length === 0 ? <span className="le-quiet">—</span> : value.join(", ");
  }
  if (Array.isArray(value)) return <TableView table={rowsOf(value)} />;
  if (isRecord(value)) return <TableView table={{ kind: "pairs", pairs: pairsOf(value) }} />;
  return String(value);
}
