/** Asks before tasks go to the trash with their annotations. */
import { Button, Group, Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface DeleteTasksProps {
  count: number;
  opened: boolean;
  busy: boolean;
  onClose: () => void;
  onDelete: () => void;
}

export function DeleteTasks({ count, opened, busy, onClose, onDelete }: DeleteTasksProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("data.deleteTitle", { count })}>
      <Text>{t("data.deleteText")}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t("action.cancel")}
        </Button>
        <Button color="red" loading={busy} onClick={onDelete}>
          {t("data.delete")}
        </Button>
      </Group>
    </Modal>
  );
}
