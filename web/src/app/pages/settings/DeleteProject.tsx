/** Moves a project to the trash, after its name has been read once more. */
import { Button, Group, Modal, Paper, Text, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

interface DeleteProjectProps {
  title: string;
  busy: boolean;
  onDelete: () => void;
}

export function DeleteProject({ title, busy, onDelete }: DeleteProjectProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <Paper className="ly-surface" p="lg">
      <Group justify="space-between">
        <div>
          <Title order={2}>{t("settings.danger")}</Title>
          <Text c="dimmed">{t("settings.dangerText")}</Text>
        </div>
        <Button color="red" variant="outline" onClick={() => setAsking(true)}>
          {t("settings.delete")}
        </Button>
      </Group>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("settings.deleteTitle", { title })}
      >
        <Text>{t("settings.deleteText")}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setAsking(false)}>
            {t("action.cancel")}
          </Button>
          <Button color="red" loading={busy} onClick={onDelete}>
            {t("settings.delete")}
          </Button>
        </Group>
      </Modal>
    </Paper>
  );
}
