/** The table itself: rows in view only, keyboard like a list, header that sorts. */
import { Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { createColumnHelper, getCoreRowModel, useReactTable } from "@tanstack/react-table";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Column, FullTask } from "@/api/types";
import { Cell } from "./Cell";
import { keyOf } from "./DataManager";
import classes from "./DataManager.module.css";
import { useRowWindow } from "./useRowWindow";
import type { Sort, TaskRows } from "./useTaskPages";

const ROW = 56;
const HEAD = 36;

interface TaskTableProps {
  columns: Column[];
  rows: TaskRows;
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  onRange: (range: { from: number; to: number }) => void;
  onOpen: (task: number) => void;
  peeked: number | null;
  onPeek: (task: number | null) => void;
}

const helper = createColumnHelper<FullTask>();

export function TaskTable(props: TaskTableProps) {
  const { t } = useTranslation();
  const { columns, rows, selected, onSelect, sort, onRange } = props;
  const scroller = useRef<HTMLElement>(null);
  const [active, setActive] = useState(0);
  const [anchor, setAnchor] = useState<number | null>(null);

  const table = useReactTable<FullTask>({
    data: useMemo(() => [], []),
    columns: useMemo(
      () =>
        columns.map((column) =>
          helper.display({
            id: keyOf(column),
            header: column.title,
            meta: column,
            size: widthOf(column),
            minSize: 60,
          }),
        ),
      [columns],
    ),
    columnResizeMode: "onChange",
    getCoreRowModel: getCoreRowModel(),
  });
  const headers = table.getFlatHeaders();
  const template = `44px ${headers.map((header) => `${header.getSize()}px`).join(" ")} minmax(0, 1fr)`;
  const width = 44 + table.getTotalSize();

  const view = useRowWindow(scroller, rows.total, ROW, HEAD);
  const { from, to } = view;
  useEffect(() => onRange({ from, to }), [from, to, onRange]);
  const indexes = Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

  function toggle(index: number, withRange: boolean): void {
    const task = rows.row(index);
    if (!task) return;
    const next = new Set(selected);
    const on = !selected.has(task.id);
    const [low, high] =
      withRange && anchor !== null
        ? [Math.min(anchor, index), Math.max(anchor, index)]
        : [index, index];
    for (let i = low; i <= high; i++) {
      const each = rows.row(i);
      if (each && on) next.add(each.id);
      else if (each) next.delete(each.id);
    }
    setAnchor(index);
    onSelect(next);
  }

  function go(index: number): void {
    const bounded = Math.max(0, Math.min(rows.total - 1, index));
    setActive(bounded);
    view.scrollTo(bounded);
    const task = rows.row(bounded);
    if (props.peeked !== null && task) props.onPeek(task.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== scroller.current) return;
    const task = rows.row(active);
    if (event.key === "ArrowDown") go(active + 1);
    else if (event.key === "ArrowUp") go(active - 1);
    else if (event.key === "PageDown") go(active + 10);
    else if (event.key === "PageUp") go(active - 10);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.total - 1);
    else if (event.key === " " && task) props.onPeek(props.peeked === task.id ? null : task.id);
    else if (event.key === "Enter" && task) props.onOpen(task.id);
    else if (event.key === "x") toggle(active, event.shiftKey);
    else return;
    event.preventDefault();
  }

  const loaded: FullTask[] = [];
  for (const index of indexes) {
    const task = rows.row(index);
    if (task) loaded.push(task);
  }
  const allHere = loaded.length > 0 && loaded.every((task) => selected.has(task.id));

  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("nav.tasks")}
      aria-describedby="grid-help"
      onKeyDown={onKeyDown}
    >
      <div id="grid-help" hidden>
        {t("data.keys")}
      </div>
      <table className={classes.table} aria-rowcount={rows.total + 1}>
        <thead>
          <tr className={classes.header} style={{ gridTemplateColumns: template, minWidth: width }}>
            <th className={classes.check}>
              <Checkbox
                size="xs"
                aria-label={t("data.selectLoaded")}
                checked={allHere}
                indeterminate={!allHere && loaded.some((task) => selected.has(task.id))}
                onChange={() => {
                  const next = new Set(selected);
                  for (const task of loaded) allHere ? next.delete(task.id) : next.add(task.id);
                  onSelect(next);
                }}
              />
            </th>
            {headers.map((header) => {
              const column = header.column.columnDef.meta as Column;
              const name = `tasks:${keyOf(column)}`;
              const direction =
                sort?.column === name ? (sort.descending ? "descending" : "ascending") : "none";
              return (
                <th key={header.id} aria-sort={direction} className={classes.headCell}>
                  <UnstyledButton
                    className={classes.sort}
                    onClick={() => props.onSort(nextSort(sort, name))}
                    title={column.help ?? undefined}
                  >
                    <span className="ly-clip-1">{column.title}</span>
                    {direction === "ascending" ? <IconArrowUp size={12} /> : null}
                    {direction === "descending" ? <IconArrowDown size={12} /> : null}
                  </UnstyledButton>
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-hidden
                    className={classes.resize}
                    onPointerDown={header.getResizeHandler()}
                    onDoubleClick={() => header.column.resetSize()}
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody className={classes.rows} style={{ height: view.height }}>
          {indexes.map((index) => {
            const task = rows.row(index);
            const chosen = task !== undefined && selected.has(task.id);
            return (
              <tr
                key={index}
                aria-rowindex={index + 2}
                className={classes.row}
                data-active={index === active || undefined}
                data-chosen={chosen || undefined}
                data-peeked={(task && task.id === props.peeked) || undefined}
                style={{
                  gridTemplateColumns: template,
                  height: ROW,
                  minWidth: width,
                  transform: `translateY(${view.topOf(index)}px)`,
                }}
                onClick={() => {
                  setActive(index);
                  if (task) props.onPeek(task.id);
                }}
                onDoubleClick={() => (task ? props.onOpen(task.id) : undefined)}
              >
                <td className={classes.check}>
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    aria-label={t("data.select", { task: task?.id ?? "" })}
                    checked={chosen}
                    onChange={() => undefined}
                    onClick={(event) => {
                      event.stopPropagation();
                      toggle(index, event.shiftKey);
                    }}
                  />
                </td>
                {columns.map((column) => (
                  <td key={keyOf(column)} className={classes.cell}>
                    {task ? (
                      <Cell task={task} column={column} />
                    ) : (
                      <Skeleton height={10} width="60%" animate={false} />
                    )}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

function widthOf(column: Column): number {
  if (column.parent === "data")
    return column.type === "Image" ? 104 : column.type === "String" ? 360 : 160;
  const widths: Record<string, number> = {
    id: 84,
    is_labeled: 108,
    annotations_results: 240,
    predictions_results: 240,
    completed_at: 176,
    created_at: 176,
    updated_at: 176,
  };
  return widths[column.id] ?? 124;
}
