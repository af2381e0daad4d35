/** The config as XML or as rows and forms, and beside it the form that people will label with. */
import { ActionIcon, Alert, Button, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCircleCheck,
  IconCircleX,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CheckedProblem, Outline } from "@/api/types";
import type { JsonObject } from "@/editor/language";
import { notifyError } from "../../components/notify";
import { Loading } from "../../components/states";
import classes from "./ConfigEditor.module.css";
import { catalogueQuery, elementsOf } from "./catalogue";
import { type Change, editConfig, type Patch, written } from "./changes";
import type { Checked } from "./useConfigCheck";
import { named, VisualEditor } from "./VisualEditor";
import type { XmlHandle } from "./XmlEditor";

const XmlEditor = lazy(() =>
  import("./XmlEditor").then(({ XmlEditor: editor }) => ({ default: editor })),
);
const Preview = lazy(() =>
  import("./Preview").then(({ Preview: preview }) => ({ default: preview })),
);

interface ConfigEditorProps {
  value: string;
  onChange: (value: string) => void;
  checked: Checked;
  /** Tasks of the project to preview with; the config's sample otherwise. */
  tasks: readonly JsonObject[];
}

export function ConfigEditor({ value, onChange, checked, tasks }: ConfigEditorProps) {
  const { t } = useTranslation();
  const catalogue = useQuery(catalogueQuery);
  const [side, setSide] = useState<"xml" | "visual">("xml");
  const xml = useRef<XmlHandle>(null);
  const text = useRef(value);
  text.current = value;
  const [edited, setEdited] = useState<{ text: string; root: Outline } | null>(null);
  // What an edit answered is newer than what was checked, until somebody types.
  const outline = edited?.text === value ? edited.root : (checked.outline?.root ?? null);
  const line = useRef(Promise.resolve());

  const elements = useMemo(() => {
    const root = checked.outline?.root;
    const names = root ? named(root).flatMap((tag) => written(tag, "name") ?? []) : [];
    const keys = [
      ...new Set([...tasks.slice(0, 5).flatMap(Object.keys), ...(checked.good?.keys ?? [])]),
    ];
    return elementsOf(catalogue.data ?? {}, { names, keys });
  }, [catalogue.data, checked.outline, checked.good, tasks]);

  /** One after the other: each is an edit of the text that the one before left. */
  function edit(change: Change): void {
    line.current = line.current.then(async () => {
      const before = text.current;
      try {
        const { patches, outline: root } = await editConfig(before, change);
        if (text.current !== before || patches.length === 0) return;
        const after = patched(before, patches);
        text.current = after;
        setEdited({ text: after, root });
        xml.current?.apply(patches);
      } catch (error) {
        notifyError(error);
      }
    });
  }

  return (
    <div className={classes.split}>
      <section className={classes.pane} aria-label={t("config.editor")}>
        <Group px="sm" py={6} gap={6} className={classes.bar}>
          <SegmentedControl
            size="xs"
            aria-label={t("config.editor")}
            value={side}
            onChange={(chosen) => setSide(chosen === "visual" ? "visual" : "xml")}
            data={[
              { value: "xml", label: t("config.sideXml") },
              { value: "visual", label: t("config.sideVisual") },
            ]}
          />
          <Group gap={2} ml="auto">
            <Button
              size="compact-xs"
              variant="subtle"
              disabled={outline === null}
              onClick={() => edit({ op: "format" })}
            >
              {t("config.format")}
            </Button>
            <Tooltip label={t("config.undo")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("config.undo")}
                onClick={() => xml.current?.undo()}
              >
                <IconArrowBackUp size={16} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t("config.redo")}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("config.redo")}
                onClick={() => xml.current?.redo()}
              >
                <IconArrowForwardUp size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Group>
        <div className={classes.text} hidden={side !== "xml"}>
          <Suspense fallback={<Loading />}>
            <XmlEditor
              handle={xml}
              value={value}
              onChange={onChange}
              problems={checked.problems}
              elements={elements}
              label={t("config.text")}
              fixWord={t("config.fix")}
            />
          </Suspense>
        </div>
        {side === "visual" ? (
          <div className={classes.text}>
            {outline && catalogue.data ? (
              <VisualEditor root={outline} catalogue={catalogue.data} onEdit={edit} />
            ) : (
              <Text p="md" c="dimmed">
                {t("config.notXml")}
              </Text>
            )}
          </div>
        ) : null}
        <ProblemList
          problems={checked.problems}
          onFix={checked.text === value ? (patches) => xml.current?.apply(patches) : null}
        />
      </section>
      <section className={classes.pane} aria-label={t("config.preview")}>
        <Suspense fallback={<Loading />}>
          {checked.good ? (
            <Preview good={checked.good} tasks={tasks} stale={checked.broken} />
          ) : null}
        </Suspense>
      </section>
    </div>
  );
}

function patched(text: string, patches: readonly Patch[]): string {
  return [...patches]
    .reverse()
    .reduce(
      (now, { offset, length, replacement }) =>
        now.slice(0, offset) + replacement + now.slice(offset + length),
      text,
    );
}

interface ProblemListProps {
  problems: readonly CheckedProblem[];
  onFix: ((patches: Patch[]) => void) | null;
}

function ProblemList({ problems, onFix }: ProblemListProps) {
  const { t } = useTranslation();
  if (problems.length === 0) {
    return (
      <Group className={classes.problems} gap={6} c="dimmed">
        <IconCircleCheck size={16} aria-hidden />
        <Text size="xs">{t("config.fine")}</Text>
      </Group>
    );
  }
  return (
    <div className={classes.problems} role="status">
      {problems.map((problem) => {
        const error = problem.severity === "error";
        return (
          <Alert
            key={`${problem.line}:${problem.column}:${problem.message}`}
            variant="transparent"
            color={error ? "red" : "yellow"}
            p={4}
            icon={error ? <IconCircleX size={16} /> : <IconAlertTriangle size={16} />}
          >
            <Text size="xs">
              {problem.line === null ? null : <b>{t("config.line", { line: problem.line })} </b>}
              {problem.message} <span className="ly-quiet">{problem.hint}</span>{" "}
              {problem.fix[0] && onFix ? (
                <Button
                  size="compact-xs"
                  variant="light"
                  onClick={() => onFix(problem.fix)}
                >{`${t("config.fix")} ${problem.fix[0].replacement}`}</Button>
              ) : null}
            </Text>
          </Alert>
        );
      })}
    </div>
  );
}
