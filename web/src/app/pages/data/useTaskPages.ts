/** The tasks of a project by row number, fetched a page at a time as rows come into view. */
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { get } from "@/api/http";
import type { Column, FullTask, TaskPage } from "@/api/types";

export const PAGE_SIZE = 100;

export interface Sort {
  /** `tasks:id`, `tasks:data.text` */
  column: string;
  descending: boolean;
}

function pageQuery(project: number, page: number, sort: Sort | null) {
  const query = sort
    ? JSON.stringify({ ordering: [`${sort.descending ? "-" : ""}${sort.column}`] })
    : undefined;
  return {
    queryKey: ["tasks", project, sort, page] as const,
    queryFn: () =>
      get<TaskPage>("api/tasks/", {
        query: { project, page, page_size: PAGE_SIZE, fields: "all", query },
      }),
    staleTime: 15_000,
  };
}

export interface TaskRows {
  total: number;
  /** A loaded row; undefined while its page is on the way. */
  row: (index: number) => FullTask | undefined;
  loading: boolean;
  error: unknown;
  refetch: () => void;
}

/** Rows `from` to `to` are wanted now. */
export function useTaskPages(
  project: number,
  from: number,
  to: number,
  sort: Sort | null,
): TaskRows {
  const first = useQuery({ ...pageQuery(project, 1, sort), placeholderData: keepPreviousData });
  const total = first.data?.total ?? 0;
  const lastPage = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const pages: number[] = [];
  for (
    let page = Math.floor(from / PAGE_SIZE) + 1;
    page <= Math.min(lastPage, Math.floor(to / PAGE_SIZE) + 1);
    page++
  ) {
    if (page > 1) pages.push(page);
  }
  const others = useQueries({ queries: pages.map((page) => pageQuery(project, page, sort)) });
  const loaded = new Map<number, FullTask[]>([[1, first.data?.tasks ?? []]]);
  pages.forEach((page, index) => {
    const tasks = others[index]?.data?.tasks;
    if (tasks) loaded.set(page, tasks);
  });
  return {
    total,
    row: (index) => loaded.get(Math.floor(index / PAGE_SIZE) + 1)?.[index % PAGE_SIZE],
    loading: first.isPending,
    error: first.error ?? others.find((page) => page.error)?.error ?? null,
    refetch: () => void first.refetch(),
  };
}

export function useColumns(project: number) {
  return useQuery({
    queryKey: ["columns", project],
    queryFn: async () =>
      (await get<{ columns: Column[] }>("api/dm/columns/", { query: { project } })).columns,
  });
}
