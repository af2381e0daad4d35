/** Says which labels in use a config would take away, how often, and what one can do. */
import { Button, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ConfigImpact } from "@/api/types";

interface LossDialogProps {
  opened: boolean;
  losses: ConfigImpact["losses"];
  onClose: () => void;
  onRevert: () => void;
}

export function LossDialog({ opened, losses, onClose, onRevert }: LossDialogProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("config.lossTitle")} size="lg">
      <Stack>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("config.lossControl")}</Table.Th>
              <Table.Th>{t("config.lossLabel")}</Table.Th>
              <Table.Th ta="right">{t("config.lossUses")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {losses.map(({ control, label, uses }) => (
              <Table.Tr key={`${control}:${label}`}>
                <Table.Td>{control}</Table.Td>
                <Table.Td>{label || <i>{t("config.wholeControl")}</i>}</Table.Td>
                <Table.Td ta="right">{t("config.times", { count: uses })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="sm">{t("config.lossHelp")}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onRevert}>
            {t("config.revert")}
          </Button>
          <Button onClick={onClose} data-autofocus>
            {t("config.keepEditing")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
