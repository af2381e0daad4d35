/** A new project in three questions: what do you have, what do you want to know, does it look right. */
import {
  Alert,
  Box,
  Button,
  Group,
  Stack,
  Stepper,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { IconFiles, IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { post } from "@/api/http";
import type { Project, Template } from "@/api/types";
import type { JsonObject } from "@/editor/language";
import { DropZone } from "../../components/DropZone";
import { usePageTitle } from "../../components/Page";
import { messageOf } from "../../components/states";
import { changeProject, checkConfig, templatesQuery } from "../../projectApi";
import { queryClient } from "../../query";
import { ConfigEditor } from "../config/ConfigEditor";
import { Gallery } from "../config/Gallery";
import { useConfigCheck } from "../config/useConfigCheck";
import { finishImport, startImport } from "../import/useImport";
import { type Brought, lookAt } from "./kinds";
import classes from "./NewProject.module.css";
import { pointAt } from "./renameKeys";

const NOTHING: Brought = { files: [], text: "", kind: null, first: null, title: "" };
const NO_TASKS: readonly JsonObject[] = [];
const BLANK = "<View>\n  \n</View>\n";

export function NewProject() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const heading = usePageTitle(t("nav.newProject"));
  const [step, setStep] = useState(0);
  const [brought, setBrought] = useState<Brought>(NOTHING);
  const [title, setTitle] = useState("");
  const [config, setConfig] = useState("");
  const [picked, setPicked] = useState<string | null>(null);
  // Kept over a failed import, so that trying again does not make a second project.
  const [made, setMade] = useState<Project | null>(null);
  const checked = useConfigCheck(step === 2 ? config : "");
  useQuery(templatesQuery);

  async function bring(files: File[], text: string): Promise<void> {
    const found = await lookAt(files, text);
    setBrought(found);
    if (title === "") setTitle(found.title.slice(0, 50));
    setStep(1);
  }

  async function pick(template: Template): Promise<void> {
    setPicked(template.name);
    let text = template.label_config;
    if (brought.first) {
      const { data_keys: keys } = await checkConfig(text);
      text = pointAt(withoutSample(text), keys, brought.first);
    }
    setConfig(text);
    if (title === "") setTitle(template.title.slice(0, 50));
    setStep(2);
  }

  const create = useMutation({
    mutationFn: async () => {
      const settings = { title: title.trim(), label_config: config };
      const project = made
        ? await changeProject(made.id, settings)
        : await post<Project>("api/projects/", settings);
      setMade(project);
      const source = brought.files.length > 0 ? { files: brought.files } : { text: brought.text };
      const empty = brought.files.length === 0 && brought.text.trim() === "";
      if (!empty) await finishImport(project.id, await startImport(project.id, source));
      return { project, empty };
    },
    onSuccess: async ({ project, empty }) => {
      await queryClient.invalidateQueries({ queryKey: ["projects"] });
      await navigate({
        to: empty ? "/projects/$project/import" : "/projects/$project/labeling",
        params: { project: project.id },
      });
    },
  });

  return (
    <Box className={classes.page} data-wide={step === 2 || undefined}>
      <Group justify="space-between" mb="md" wrap="nowrap">
        <Title order={1} ref={heading} tabIndex={-1}>
          {t(step === 0 ? "create.have" : step === 1 ? "create.know" : "create.look")}
        </Title>
        <Stepper
          active={step}
          size="xs"
          iconSize={24}
          onStepClick={setStep}
          allowNextStepsSelect={false}
          className={classes.steps}
        >
          <Stepper.Step label={t("create.step1")} />
          <Stepper.Step label={t("create.step2")} />
          <Stepper.Step label={t("create.step3")} />
        </Stepper>
      </Group>
      {step === 0 ? (
        <Have
          onBring={(files, text) => void bring(files, text)}
          onNothing={() => {
            setBrought(NOTHING);
            setStep(1);
          }}
        />
      ) : null}
      {step === 1 ? (
        <Stack gap="lg">
          {brought.files.length > 0 ? (
            <Group gap={6} c="dimmed">
              <IconFiles size={16} aria-hidden />
              <Text>{t("create.files", { count: brought.files.length })}</Text>
            </Group>
          ) : null}
          <Gallery kind={brought.kind} chosen={picked} onPick={(template) => void pick(template)} />
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setPicked(null);
                setConfig(config || BLANK);
                setStep(2);
              }}
            >
              {t("create.ownXml")}
            </Button>
          </Group>
        </Stack>
      ) : null}
      {step === 2 ? (
        <div className={classes.last}>
          {create.error ? (
            <Alert
              color="red"
              title={t(made ? "create.importFailed" : "create.failed")}
              style={{ whiteSpace: "pre-wrap" }}
            >
              {messageOf(create.error)}
            </Alert>
          ) : null}
          <Group align="end" wrap="nowrap">
            <TextInput
              flex={1}
              maw={420}
              label={t("settings.title")}
              value={title}
              minLength={3}
              maxLength={50}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <Button
              ml="auto"
              disabled={title.trim().length < 3 || !checked.current}
              loading={create.isPending}
              onClick={() => create.mutate()}
            >
              {t(brought === NOTHING ? "create.create" : "create.label")}
            </Button>
          </Group>
          <ConfigEditor
            value={config}
            onChange={setConfig}
            checked={checked}
            tasks={brought.first ? [brought.first] : NO_TASKS}
          />
        </div>
      ) : null}
    </Box>
  );
}

/** The template's own sample data, kept in a comment above it, is in the way of somebody's own. */
function withoutSample(labelConfig: string): string {
  return labelConfig.replace(/^\s*<!--\s*\{[\s\S]*?-->\s*/, "");
}

function Have(props: { onBring: (files: File[], text: string) => void; onNothing: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  return (
    <Stack gap="lg">
      <DropZone onFiles={(files) => props.onBring(files, "")}>
        <IconUpload size={28} stroke={1.5} aria-hidden />
        <Text fw={600} mt="sm">
          {t("import.drop")}
        </Text>
        <Text c="dimmed">{t("import.kinds")}</Text>
      </DropZone>
      <Textarea
        label={t("import.paste")}
        description={t("import.pasteHelp")}
        autosize
        minRows={3}
        maxRows={10}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="space-between">
        <Button disabled={text.trim() === ""} onClick={() => props.onBring([], text)}>
          {t("create.next")}
        </Button>
        <Button variant="subtle" onClick={props.onNothing}>
          {t("create.nothing")}
        </Button>
      </Group>
    </Stack>
  );
}
