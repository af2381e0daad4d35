/** A project's settings, saved part by part; the danger at the end. */
import {
  Button,
  Group,
  NumberInput,
  Paper,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/errors";
import { remove } from "@/api/http";
import type { Project, ProjectChange, Sampling, SkipQueue } from "@/api/types";
import { notifyDone, notifyError } from "../../components/notify";
import { Page } from "../../components/Page";
import { changeProject, projectQuery } from "../../projectApi";
import { queryClient } from "../../query";
import { DeleteProject } from "./DeleteProject";
import { Members } from "./Members";

const route = getRouteApi("/signed-in/shell/projects/$project/settings");

const SAMPLING: Sampling[] = ["Sequential sampling", "Uniform sampling"];
const SKIPPING: SkipQueue[] = ["REQUEUE_FOR_OTHERS", "REQUEUE_FOR_ME", "IGNORE_SKIPPED"];
const SAMPLING_WORDS = {
  "Sequential sampling": "settings.sequential",
  "Uniform sampling": "settings.uniform",
  "Uncertainty sampling": "settings.uncertainty",
} as const;

export function Settings() {
  const { t } = useTranslation();
  const params = route.useParams();
  const navigate = useNavigate();
  const { data: project } = useSuspenseQuery(projectQuery(params.project));
  const deleted = useMutation({
    mutationFn: () => remove(`api/projects/${project.id}/`),
    onSuccess: async () => {
      notifyDone(t("settings.deleted", { title: project.title }));
      await navigate({ to: "/" });
      await queryClient.invalidateQueries();
    },
    onError: (error) => notifyError(error),
  });
  return (
    <Page title={t("nav.settings")} width={720}>
      <Stack gap="lg">
        <General key={`general-${project.id}`} project={project} />
        <Paper className="ly-surface" p="lg">
          <Group justify="space-between" wrap="nowrap">
            <div>
              <Title order={2}>{t("nav.config")}</Title>
              <Text c="dimmed">{t("settings.configText")}</Text>
            </div>
            <Button
              variant="default"
              flex="none"
              renderRoot={(props) => (
                <Link to="/projects/$project/settings/labeling" params={params} {...props} />
              )}
            >
              {t("settings.openConfig")}
            </Button>
          </Group>
        </Paper>
        <Work key={`work-${project.id}`} project={project} />
        <Members project={project.id} />
        <DeleteProject
          title={project.title}
          busy={deleted.isPending}
          onDelete={() => deleted.mutate()}
        />
      </Stack>
    </Page>
  );
}

/** Holds edited fields until they are saved; what was typed stays when saving fails. */
function useEdited(project: Project) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<ProjectChange>({});
  const save = useMutation({
    mutationFn: () => changeProject(project.id, edited),
    onSuccess: () => {
      setEdited({});
      notifyDone(t("settings.saved"));
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || Object.keys(error.validation).length === 0)
        notifyError(error);
    },
  });
  const error = save.error instanceof ApiError ? save.error : null;
  return {
    now: { ...project, ...edited },
    set: (change: ProjectChange) => setEdited((before) => ({ ...before, ...change })),
    dirty: Object.keys(edited).length > 0,
    save,
    field: (name: keyof ProjectChange) => error?.field(name),
  };
}

type Edited = ReturnType<typeof useEdited>;

function Part({ title, edited, children }: { title: string; edited: Edited; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Paper
      className="ly-surface"
      p="lg"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        edited.save.mutate();
      }}
    >
      <Stack gap="md">
        <Title order={2}>{title}</Title>
        {children}
        <Group justify="flex-end">
          <Button
            type="submit"
            {...(edited.dirty ? {} : { variant: "default" })}
            disabled={!edited.dirty}
            loading={edited.save.isPending}
          >
            {t("action.save")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function General({ project }: { project: Project }) {
  const { t } = useTranslation();
  const edited = useEdited(project);
  const { now, set, field } = edited;
  return (
    <Part title={t("settings.general")} edited={edited}>
      <TextInput
        label={t("settings.title")}
        minLength={3}
        maxLength={50}
        value={now.title}
        error={field("title")}
        onChange={(e) => set({ title: e.currentTarget.value })}
      />
      <Textarea
        label={t("settings.description")}
        autosize
        minRows={2}
        value={now.description ?? ""}
        error={field("description")}
        onChange={(e) => set({ description: e.currentTarget.value })}
      />
      <Textarea
        label={t("settings.instructions")}
        description={t("settings.instructionsHelp")}
        autosize
        minRows={4}
        value={now.expert_instruction ?? ""}
        error={field("expert_instruction")}
        onChange={(e) => set({ expert_instruction: e.currentTarget.value })}
      />
      <Switch
        label={t("settings.showInstruction")}
        checked={now.show_instruction}
        onChange={(e) => set({ show_instruction: e.currentTarget.checked })}
      />
    </Part>
  );
}

function Work({ project }: { project: Project }) {
  const { t } = useTranslation();
  const edited = useEdited(project);
  const { now, set, field } = edited;
  return (
    <Part title={t("settings.work")} edited={edited}>
      <Group grow align="start">
        <NumberInput
          label={t("settings.overlap")}
          description={t("settings.overlapHelp")}
          min={1}
          max={1000}
          allowDecimal={false}
          value={now.maximum_annotations}
          error={field("maximum_annotations")}
          onChange={(value) =>
            typeof value === "number" ? set({ maximum_annotations: value }) : undefined
          }
        />
        {now.maximum_annotations > 1 ? (
          <NumberInput
            label={t("settings.cohort")}
            description={t("settings.cohortHelp")}
            min={0}
            max={100}
            suffix=" %"
            value={now.overlap_cohort_percentage}
            error={field("overlap_cohort_percentage")}
            onChange={(value) =>
              typeof value === "number" ? set({ overlap_cohort_percentage: value }) : undefined
            }
          />
        ) : null}
      </Group>
      <Select
        label={t("settings.sampling")}
        allowDeselect={false}
        value={now.sampling}
        data={[...new Set([...SAMPLING, now.sampling])].map((name) => ({
          value: name,
          label: t(SAMPLING_WORDS[name]),
        }))}
        onChange={(value) => {
          const chosen = SAMPLING.find((name) => name === value);
          if (chosen) set({ sampling: chosen });
        }}
      />
      <Radio.Group
        label={t("settings.skipQueue")}
        value={now.skip_queue}
        onChange={(value) => {
          const chosen = SKIPPING.find((name) => name === value);
          if (chosen) set({ skip_queue: chosen });
        }}
      >
        <Stack gap="sm" mt="sm">
          {SKIPPING.map((name) => (
            <Radio key={name} value={name} label={t(`skip.${name}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch
        label={t("settings.showSkip")}
        checked={now.show_skip_button}
        onChange={(e) => set({ show_skip_button: e.currentTarget.checked })}
      />
      <Switch
        label={t("settings.allowEmpty")}
        checked={now.enable_empty_annotation}
        onChange={(e) => set({ enable_empty_annotation: e.currentTarget.checked })}
      />
      <Switch
        label={t("settings.showPredictions")}
        checked={now.show_collab_predictions}
        onChange={(e) => set({ show_collab_predictions: e.currentTarget.checked })}
      />
    </Part>
  );
}
