/** A task beside the table, without leaving it: the first answer drawn by the editor, and its data. */
import { ActionIcon, Button, Group, SegmentedControl, Text, Tooltip } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FullTask, Project } from "@/api/types";
import { Failure, Loading } from "../../components/states";
import { formatMoment } from "../../i18n";
import { completedBy } from "../../labeling/people";
import { taskById } from "../../labeling/transport";
import { checkConfig } from "../../projectApi";
import { Status } from "./Cell";
import classes from "./DataManager.module.css";

const ReadOnly = lazy(() => import("./ReadOnly").then(({ ReadOnly: view }) => ({ default: view })));

interface PeekProps {
  task: number;
  project: Project;
  onClose: () => void;
  onOpen: () => void;
}

export function Peek({ task: id, project, onClose, onOpen }: PeekProps) {
  const { t } = useTranslation();
  const task = useQuery({ queryKey: ["task", id], queryFn: () => taskById(id) });
  return (
    <aside className={classes.peek} aria-label={t("data.peek", { task: id })}>
      <div className={classes.peekHead}>
        <Group gap="sm">
          <Text fw={600} className="ly-number">
            {t("labeling.task", { number: id })}
          </Text>
          {task.data ? <Status task={task.data} /> : null}
        </Group>
        <Group gap={4}>
          <Button size="xs" onClick={onOpen}>
            {t("data.open")}
          </Button>
          <Tooltip label={t("action.close")}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("action.close")}
              onClick={onClose}
            >
              <IconX size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </div>
      {task.error ? <Failure error={task.error} onRetry={() => void task.refetch()} /> : null}
      {task.data ? <Answers key={id} task={task.data} project={project} /> : null}
    </aside>
  );
}

function Answers({ task, project }: { task: FullTask; project: Project }) {
  const { t } = useTranslation();
  const config = useQuery({
    queryKey: ["config-check", project.label_config],
    queryFn: ({ signal }) => checkConfig(project.label_config, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const answers = [
    ...task.annotations.map((annotation) => ({
      id: `a${annotation.id}`,
      label: annotation.was_cancelled
        ? t("labeling.skipped")
        : t("data.by", { user: completedBy(annotation) }),
      result: annotation.result,
    })),
    ...task.predictions.map((prediction) => ({
      id: `p${prediction.id}`,
      label: prediction.model_version || t("data.prediction"),
      result: prediction.result,
    })),
  ];
  const [chosen, setChosen] = useState(answers[0]?.id ?? "");
  const answer = answers.find((each) => each.id === chosen);
  return (
    <>
      {answers.length > 1 ? (
        <SegmentedControl
          m="sm"
          size="xs"
          aria-label={t("data.answers")}
          value={chosen}
          onChange={setChosen}
          data={answers.map(({ id, label }) => ({ value: id, label }))}
        />
      ) : null}
      <div className={classes.peekBody}>
        {config.data?.tree ? (
          <Suspense fallback={<Loading />}>
            <ReadOnly
              key={chosen}
              tree={config.data.tree}
              data={task.data}
              result={answer?.result ?? []}
            />
          </Suspense>
        ) : (
          <Loading />
        )}
      </div>
      <Text size="xs" c="dimmed" p="sm">
        {t("data.updated", { when: formatMoment(task.updated_at) })}
      </Text>
    </>
  );
}
