/** One value of the task table, drawn by the type of its column. */
import { Badge, Group, Text, Tooltip } from "@mantine/core";
import { IconVolume } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Column, FullTask, ResultItem } from "@/api/types";
import type { Json } from "@/editor/language";
import { basePath } from "../../base";
import { formatMoment, formatNumber } from "../../i18n";
import { wordsOf } from "../../labeling/card";
import classes from "./DataManager.module.css";

export function Cell({ task, column }: { task: FullTask; column: Column }) {
  if (column.parent === "data")
    return <DataValue value={task.data[column.id]} type={column.type} />;
  switch (column.id) {
    case "is_labeled":
      return <Status task={task} />;
    case "id":
    case "inner_id":
      // A name, not an amount: no separators.
      return <span className="ly-number">{task[column.id]}</span>;
    case "annotations_results":
      return (
        <Results results={task.annotations.filter((a) => !a.was_cancelled).map((a) => a.result)} />
      );
    case "predictions_results":
      return <Results results={task.predictions.map((prediction) => prediction.result)} pale />;
    default:
      return (
        <Plain
          value={Object.entries(task).find(([name]) => name === column.id)?.[1]}
          type={column.type}
        />
      );
  }
}

export function Status({ task }: { task: FullTask }) {
  const { t } = useTranslation();
  const state = task.is_labeled
    ? "done"
    : task.total_annotations > 0
      ? "started"
      : task.cancelled_annotations > 0
        ? "skipped"
        : "open";
  return (
    <span className={classes.status} data-state={state}>
      {t(`status.${state}`)}
    </span>
  );
}

function DataValue({ value, type }: { value: Json | undefined; type: string }) {
  if (value === undefined || value === null) return null;
  if (type === "Image" && typeof value === "string") {
    const url = value.startsWith("/data/") ? basePath + value : value;
    return (
      <img
        src={url}
        alt=""
        loading="lazy"
        decoding="async"
        style={{
          width: 64,
          height: 48,
          objectFit: "cover",
          borderRadius: 4,
          background: "var(--ly-sunken)",
        }}
      />
    );
  }
  if (type.startsWith("Audio")) return <IconVolume size={18} aria-hidden />;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return <span className={typeof value === "number" ? "ly-number" : "ly-clip-2"}>{text}</span>;
}

function Results({
  results,
  pale = false,
}: {
  results: readonly (readonly ResultItem[])[];
  pale?: boolean;
}) {
  const words = results.map((result) => wordsOf(result)).filter((text) => text !== "");
  // Two annotators may have said the same: the place tells their chips apart.
  const chips = words.flatMap((text) => text.split(", ")).map((text, place) => ({ text, place }));
  return (
    <Tooltip
      label={chips.map(({ text }) => text).join(", ")}
      disabled={chips.length <= 3}
      multiline
      maw={320}
    >
      <Group gap={4} wrap="nowrap" style={{ overflow: "hidden" }}>
        {chips.slice(0, 3).map(({ text, place }) => (
          <Badge
            key={place}
            variant={pale ? "outline" : "default"}
            tt="none"
            fw={450}
            radius="sm"
            maw={140}
          >
            {text}
          </Badge>
        ))}
        {chips.length > 3 ? (
          <Text size="xs" c="dimmed">
            +{formatNumber(chips.length - 3)}
          </Text>
        ) : null}
      </Group>
    </Tooltip>
  );
}

function Plain({ value, type }: { value: unknown; type: string }) {
  const { t } = useTranslation();
  if (value === undefined || value === null || value === "") return null;
  if (type === "Datetime" && typeof value === "string")
    return (
      <time dateTime={value} className="ly-clip-1">
        {formatMoment(value)}
      </time>
    );
  if (typeof value === "number") {
    return (
      <span className="ly-number">
        {Number.isInteger(value) ? formatNumber(value) : value.toFixed(2)}
      </span>
    );
  }
  if (typeof value === "boolean") return value ? t("status.yes") : null;
  if (Array.isArray(value))
    return value.length === 0 ? null : (
      <span className="ly-clip-1">{value.map(listItem).join(", ")}</span>
    );
  return (
    <span className="ly-clip-2">
      {typeof value === "object" ? JSON.stringify(value) : String(value)}
    </span>
  );
}

function listItem(item: unknown): string {
  if (typeof item === "object" && item !== null && "user_id" in item) return String(item.user_id);
  return String(item);
}
