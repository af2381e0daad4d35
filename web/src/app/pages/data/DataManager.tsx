/** The tasks of a project as a table: a million rows scroll, Space peeks, Enter opens. */
import { ActionIcon, Button, Checkbox, Group, Menu, Text, Tooltip } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconAdjustmentsHorizontal, IconRefresh, IconTrash, IconUpload } from "@tabler/icons-react";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/http";
import type { Column } from "@/api/types";
import { useCommands } from "../../commands/useCommands";
import { notifyDone, notifyError } from "../../components/notify";
import { usePageTitle } from "../../components/Page";
import { Empty, Failure, Loading } from "../../components/states";
import { formatNumber } from "../../i18n";
import { manages, projectQuery, seesAllWork } from "../../projectApi";
import { queryClient } from "../../query";
import { useUser } from "../../session";
import classes from "./DataManager.module.css";
import { DeleteTasks } from "./DeleteTasks";
import { Peek } from "./Peek";
import { TaskTable } from "./TaskTable";
import { type Sort, useColumns, useTaskPages } from "./useTaskPages";

const route = getRouteApi("/signed-in/shell/projects/$project/data");

/** Not one of the server's columns: the task's state in a word. */
const STATUS: Column = {
  id: "is_labeled",
  title: "",
  type: "Boolean",
  visibility_defaults: { explore: true, labeling: true },
  project_defined: false,
};

/** Shown until somebody chooses columns, in this order, behind the task's data. */
const SHOWN_FIRST = [
  "annotations_results",
  "total_annotations",
  "predictions_results",
  "annotators",
  "completed_at",
];

export function DataManager() {
  const { t } = useTranslation();
  const params = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate();
  const user = useUser();
  const { data: project } = useSuspenseQuery(projectQuery(params.project));
  const manager = manages(user, project);
  const columns = useColumns(params.project);
  const [sort, setSort] = useState<Sort | null>(null);
  const [range, setRange] = useState({ from: 0, to: 30 });
  const rows = useTaskPages(params.project, range.from, range.to, sort);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [deleting, setDeleting] = useState(false);
  const [hidden, setHidden] = useLocalStorage<string[] | null>({
    key: `labelry.columns.${params.project}`,
    defaultValue: null,
  });
  usePageTitle(project.title);

  const all = useMemo(() => {
    const known = columns.data?.filter((column) => column.id !== "data") ?? [];
    const data = known.filter((column) => column.parent === "data");
    const others = known
      .filter((column) => column.parent !== "data" && column.id !== "id")
      .sort((a, b) => rankOf(a) - rankOf(b));
    const id = known.filter((column) => column.id === "id" && column.parent !== "data");
    return [...id, { ...STATUS, title: t("data.status") }, ...data, ...others];
  }, [columns.data, t]);
  const isHidden = (column: Column) =>
    hidden
      ? hidden.includes(keyOf(column))
      : !isShownFirst(column) ||
        (column.id === "predictions_results" && project.total_predictions_number === 0);
  const shown = all.filter((column) => !isHidden(column));

  const drop = useMutation({
    mutationFn: () =>
      post(
        "api/dm/actions/",
        { selectedItems: { all: false, included: [...selected] } },
        {
          query: { id: "delete_tasks", project: params.project },
        },
      ),
    onSuccess: async () => {
      notifyDone(t("data.deleted", { count: selected.size }));
      setSelected(new Set());
      setDeleting(false);
      await queryClient.invalidateQueries({ queryKey: ["tasks", params.project] });
      await queryClient.invalidateQueries({ queryKey: ["project", params.project] });
    },
    onError: (error) => notifyError(error),
  });

  const open = (task: number) =>
    void navigate({ to: "/projects/$project/labeling", params, search: { task } });
  const peek = (task: number | null) =>
    void navigate({
      to: "/projects/$project/data",
      params,
      search: task === null ? {} : { task },
      replace: true,
    });
  const group = t("nav.tasks");
  useCommands([
    {
      id: "data.refresh",
      title: t("data.refresh"),
      group,
      run: () => void queryClient.invalidateQueries({ queryKey: ["tasks", params.project] }),
    },
    {
      id: "data.delete",
      title: t("data.delete"),
      group,
      enabled: manager && selected.size > 0,
      run: () => setDeleting(true),
    },
    {
      id: "data.unselect",
      title: t("data.unselect"),
      group,
      keys: ["Escape"],
      enabled: selected.size > 0,
      run: () => setSelected(new Set()),
    },
  ]);

  if (!seesAllWork(user, project)) {
    return (
      <Empty title={project.title} text={project.description || t("data.annotatorText")}>
        <Button
          renderRoot={(props) => (
            <Link to="/projects/$project/labeling" params={params} {...props} />
          )}
        >
          {t("home.start")}
        </Button>
      </Empty>
    );
  }
  const error = rows.error ?? columns.error;
  if (error) return <Failure error={error} onRetry={rows.refetch} />;
  if (rows.loading || columns.isPending) return <Loading />;
  if (rows.total === 0) {
    return (
      <Empty
        icon={<IconUpload size={36} stroke={1.4} />}
        title={t("data.emptyTitle")}
        text={t("data.emptyText")}
      >
        {manager ? (
          <Button
            renderRoot={(props) => (
              <Link to="/projects/$project/import" params={params} {...props} />
            )}
          >
            {t("nav.import")}
          </Button>
        ) : null}
      </Empty>
    );
  }
  return (
    <div className={classes.page} data-peek={search.task !== undefined || undefined}>
      <div className={classes.toolbar}>
        {selected.size > 0 ? (
          <Group gap="sm">
            <Text fw={500}>
              {t("data.selected", { count: selected.size, tasks: formatNumber(selected.size) })}
            </Text>
            {manager ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconTrash size={14} />}
                onClick={() => setDeleting(true)}
              >
                {t("data.delete")}
              </Button>
            ) : null}
            <Button size="xs" variant="subtle" onClick={() => setSelected(new Set())}>
              {t("data.unselect")}
            </Button>
          </Group>
        ) : (
          <Text c="dimmed" className="ly-number">
            {t("data.total", { count: rows.total, tasks: formatNumber(rows.total) })}
          </Text>
        )}
        <Group gap={4}>
          <Tooltip label={t("data.refresh")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("data.refresh")}
              onClick={() =>
                void queryClient.invalidateQueries({ queryKey: ["tasks", params.project] })
              }
            >
              <IconRefresh size={16} />
            </ActionIcon>
          </Tooltip>
          <Menu closeOnItemClick={false} position="bottom-end">
            <Menu.Target>
              <Button
                size="xs"
                variant="default"
                leftSection={<IconAdjustmentsHorizontal size={14} />}
              >
                {t("data.columns")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown mah={420} style={{ overflowY: "auto" }}>
              {all.map((column) => (
                <Menu.Item
                  key={keyOf(column)}
                  onClick={() => {
                    const now = all.filter(isHidden).map(keyOf);
                    const key = keyOf(column);
                    setHidden(
                      now.includes(key) ? now.filter((other) => other !== key) : [...now, key],
                    );
                  }}
                  leftSection={
                    <Checkbox
                      size="xs"
                      readOnly
                      tabIndex={-1}
                      checked={!isHidden(column)}
                      aria-hidden
                    />
                  }
                >
                  {column.title}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </div>
      <TaskTable
        columns={shown}
        rows={rows}
        selected={selected}
        onSelect={setSelected}
        sort={sort}
        onSort={setSort}
        onRange={setRange}
        onOpen={open}
        peeked={search.task ?? null}
        onPeek={peek}
      />
      {search.task === undefined ? null : (
        <Peek
          task={search.task}
          project={project}
          onClose={() => peek(null)}
          onOpen={() => open(search.task ?? 0)}
        />
      )}
      <DeleteTasks
        count={selected.size}
        opened={deleting}
        busy={drop.isPending}
        onClose={() => setDeleting(false)}
        onDelete={() => drop.mutate()}
      />
    </div>
  );
}

/** Columns of the task's data and of the project may have the same id. */
export function keyOf(column: Column): string {
  return column.parent === "data" ? `data.${column.id}` : column.id;
}

function rankOf(column: Column): number {
  const place = SHOWN_FIRST.indexOf(column.id);
  return place < 0 ? SHOWN_FIRST.length : place;
}

function isShownFirst(column: Column): boolean {
  if (column.parent === "data") return column.visibility_defaults.explore === true;
  return column.id === "id" || column.id === STATUS.id || SHOWN_FIRST.includes(column.id);
}
