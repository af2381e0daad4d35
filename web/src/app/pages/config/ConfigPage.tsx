/** The labeling config of a project: edit, see, save; leaving with changes asks first. */
import { Alert, Box, Button, Group } from "@mantine/core";
import { useMutation, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "@/api/http";
import type { TaskPage } from "@/api/types";
import { useCommands } from "../../commands/useCommands";
import { notifyDone } from "../../components/notify";
import { usePageTitle } from "../../components/Page";
import { messageOf } from "../../components/states";
import { changeProject, projectQuery } from "../../projectApi";
import { ConfigEditor } from "./ConfigEditor";
import { TemplatePicker } from "./TemplatePicker";
import { useConfigCheck } from "./useConfigCheck";

const route = getRouteApi("/signed-in/shell/projects/$project/settings/labeling");

export function ConfigPage() {
  const { t } = useTranslation();
  const { project: id } = route.useParams();
  const { data: project } = useSuspenseQuery(projectQuery(id));
  const [text, setText] = useState(project.label_config);
  const [picking, setPicking] = useState(false);
  const checked = useConfigCheck(text);
  const tasks = useQuery({
    queryKey: ["preview-task", id],
    queryFn: () => get<TaskPage>("api/tasks/", { query: { project: id, page: 1, page_size: 1 } }),
  });
  usePageTitle(t("nav.config"));
  const save = useMutation({
    mutationFn: () => changeProject(id, { label_config: text }),
    onSuccess: () => notifyDone(t("config.saved")),
  });
  const dirty = text !== project.label_config;
  useBlocker({
    shouldBlockFn: () => dirty && !window.confirm(t("config.leave")),
    enableBeforeUnload: () => dirty,
  });
  const may = dirty && checked.current && !save.isPending;
  useCommands([
    {
      id: "config.save",
      title: t("config.save"),
      group: t("nav.config"),
      inFields: true,
      run: () => (may ? save.mutate() : undefined),
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
          <Button disabled={!may} loading={save.isPending} onClick={() => save.mutate()}>
            {t("action.save")}
          </Button>
        </Group>
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
        data={tasks.data?.tasks[0]?.data ?? null}
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
