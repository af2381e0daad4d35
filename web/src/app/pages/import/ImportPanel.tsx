/** The import itself: what goes in, how far it is, what came of it. */
import { Alert, Button, Group, Paper, Progress, Stack, Text, Textarea, Title } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { DropZone } from "../../components/DropZone";
import { formatNumber } from "../../i18n";
import { type ImportSource, useImport } from "./useImport";

interface ImportPanelProps {
  project: number;
  onDone: () => void;
  /** Shown when the import has ended well. */
  done: ReactNode;
}

export function ImportPanel({ project, onDone, done }: ImportPanelProps) {
  const { t } = useTranslation();
  const { state, start, cancel, reset } = useImport(project, onDone);
  const [text, setText] = useState("");

  if (state.phase === "done") {
    return (
      <Paper className="ly-surface" p="lg">
        <Stack gap="md">
          <Title order={2}>
            {t("import.doneTitle", {
              count: state.run.task_count,
              tasks: formatNumber(state.run.task_count),
            })}
          </Title>
          {state.run.annotation_count + state.run.prediction_count > 0 ? (
            <Text c="dimmed">
              {t("import.doneMore", {
                annotations: formatNumber(state.run.annotation_count),
                predictions: formatNumber(state.run.prediction_count),
              })}
            </Text>
          ) : null}
          {done}
          <Group>
            <Button
              variant="subtle"
              px={0}
              onClick={() => {
                setText("");
                reset();
              }}
            >
              {t("import.more")}
            </Button>
          </Group>
        </Stack>
      </Paper>
    );
  }
  const busy = state.phase === "sending" || state.phase === "running";
  const megabytes = (bytes: number) => formatNumber(Math.ceil(bytes / 1_000_000));
  const sendingWords = (sending: { share: number | null; sent: number; total: number }) =>
    sending.share === null
      ? t("import.sending")
      : t("import.sent", { sent: megabytes(sending.sent), total: megabytes(sending.total) });
  const go = (source: ImportSource) => void start(source);
  return (
    <Stack gap="lg">
      {state.phase === "failed" ? (
        <Alert color="red" title={t("import.failed")} role="alert">
          {state.message}
        </Alert>
      ) : null}
      {busy ? (
        <Paper className="ly-surface" p="lg" role="status">
          <Group justify="space-between" mb="sm">
            <Text className="ly-number">
              {state.phase === "sending" ? sendingWords(state) : state.words || t("import.running")}
            </Text>
            {state.phase === "sending" || state.job ? (
              <Button size="xs" variant="default" onClick={() => void cancel()}>
                {t("action.cancel")}
              </Button>
            ) : null}
          </Group>
          <Progress
            value={state.share ?? 100}
            animated={state.share === null}
            aria-label={t(state.phase === "sending" ? "import.sending" : "import.running")}
          />
          {state.phase === "sending" && state.waiting !== null ? (
            <Text c="dimmed" size="sm" mt="sm">
              {state.waiting || t("import.waiting")}
            </Text>
          ) : null}
        </Paper>
      ) : (
        <>
          <DropZone onFiles={(files) => go({ files })}>
            <IconUpload size={28} stroke={1.5} aria-hidden />
            <Text fw={600} mt="sm">
              {t("import.drop")}
            </Text>
            <Text c="dimmed">{t("import.kinds")}</Text>
          </DropZone>
          <div>
            <Textarea
              label={t("import.paste")}
              description={t("import.pasteHelp")}
              autosize
              minRows={4}
              maxRows={14}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              styles={{
                input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12 },
              }}
            />
            <Group mt="sm">
              <Button disabled={text.trim() === ""} onClick={() => go({ text })}>
                {t("import.start")}
              </Button>
            </Group>
          </div>
        </>
      )}
    </Stack>
  );
}
