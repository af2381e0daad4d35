/** The labeling config of a project: edit, see, save; leaving with changes asks first. */
import { Alert, Box, Button, Group, Text } from "@mantine/core";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { ConfigImpact, TaskPage } from "@/api/types";
import type { JsonObject } from "@/editor/language";
import { useCommands } from "../../commands/useCommands";
import { notifyDone } from "../../components/notify";
import { usePageTitle } from "../../components/Page";
import { messageOf } from "../../components/states";
import { changeProject, projectQuery } from "../../projectApi";
import { ConfigEditor } from "./ConfigEditor";
import { LossDialog } from "./LossDialog";
import { TemplatePicker } from "./TemplatePicker";
import { useConfigCheck } from "./useConfigCheck";

const PREVIEWED = 20;
const NO_TASKS: readonly JsonObject[] = [];

const route = getRouteApi("/signed-in/shell/projects/$project/settings/labeling");

export function ConfigPage() {
  const { t } = useTranslation();
  const { project: id } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(id));
  const [text, setText] = useState(lf(project.label_config));
  const [picking, setPicking] = useState(false);
  const checked = useConfigCheck(text);
  const tasks = useQuery({
    queryKey: ["preview-task", id],
    queryFn: () =>
      get<TaskPage>("api/tasks/", { query: { project: id, page: 1, page_size: PREVIEWED } }),
    select: ({ tasks: found }) => found.map((task) => task.data),
  });
  const saved = lf(project.label_config);
  const dirty = text !== saved;
  const impact = useQuery({
    queryKey: ["config-impact", id, text],
    queryFn: ({ signal }) =>
      post<ConfigImpact>(
        `api/labelry/projects/${id}/config/impact`,
        { label_config: text },
        { signal },
      ),
    enabled: checked.current,
  });
  const [warned, setWarned] = useState(false);
  usePageTitle(t("nav.config"));
  const save = useMutation({
    mutationFn: () =>
      changeProject(id, {
        label_config: project.label_config.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text,
      }),
    onSuccess: () => notifyDone(t("config.saved")),
  });
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t("config.leave")),
    enableBeforeUnload: () => dirty,
  });
  const may = dirty && checked.current && !save.isPending;
  const losses = dirty ? (impact.data?.losses ?? []) : [];

  function trySave(): void {
    if (!may) return;
    if (losses.length > 0) setWarned(true);
    else save.mutate();
  }

  useCommands([
    {
      id: "config.save",
      title: t("config.save"),
      group: t("nav.config"),
      inFields: true,
      run: trySave,
    },
    {
      id: "config.template",
      title: t("config.template"),
      group: t("nav.config"),
      run: () => setPicking(true),
    },
  ]);
  return (
    <Box
      h="100%"
      p="md"
      style={{ display: "grid", gridTemplateRows: "auto minmax(0, 1fr)", gap: 16 }}
    >
      <div>
        <Group justify="space-between">
          <Button variant="default" onClick={() => setPicking(true)}>
            {t("config.template")}
          </Button>
          <Button disabled={!may || impact.isFetching} loading={save.isPending} onClick={trySave}>
            {t("action.save")}
          </Button>
        </Group>
        {losses.length > 0 ? (
          <Alert color="red" mt="sm" p="xs">
            <Group gap="sm">
              <Text size="sm">{t("config.wouldBreak", { count: losses.length })}</Text>
              <Button size="compact-xs" variant="light" onClick={() => setWarned(true)}>
                {t("config.showLosses")}
              </Button>
            </Group>
          </Alert>
        ) : null}
        {impact.data ? <MissingKeys impact={impact.data} /> : null}
        {save.error ? (
          <Alert color="red" mt="md" style={{ whiteSpace: "pre-wrap" }}>
            {messageOf(save.error)}
          </Alert>
        ) : null}
      </div>
      <ConfigEditor
        value={text}
        onChange={setText}
        checked={checked}
        tasks={tasks.data ?? NO_TASKS}
      />
      <LossDialog
        opened={warned && losses.length > 0}
        losses={losses}
        onClose={() => setWarned(false)}
        onRevert={() => {
          setText(saved);
          setWarned(false);
        }}
      />
      <TemplatePicker
        opened={picking}
        onClose={() => setPicking(false)}
        onPick={(template) => {
          setText(template.label_config);
          setPicking(false);
        }}
      />
    </Box>
  );
}

/** What the config shows and no task of the project has. */
function MissingKeys({ impact: { keys, tasks, columns } }: { impact: ConfigImpact }) {
  const { t } = useTranslation();
  const missing = keys.filter((key) => key.required && key.tasks < tasks);
  if (missing.length === 0) return null;
  return (
    <Alert color="yellow" mt="sm" p="xs">
      {missing.map(({ key, tasks: having }) => (
        <Text key={key} size="sm">
          {t(having === 0 ? "config.keyNowhere" : "config.keySometimes", {
            key,
            having,
            tasks,
            columns: columns.join(", "),
          })}
        </Text>
      ))}
    </Alert>
  );
}

/** The text editor knows one line break; what was written with two characters is saved so again. */
function lf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
