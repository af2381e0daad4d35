/** `?`: every shortcut that works here, by group. */
import { Group, Modal, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Key } from "../components/Key";
import type { Command } from "./registry";
import { useAllCommands } from "./useCommands";

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const groups = byGroup(useAllCommands().filter((command) => command.keys));
  return (
    <Modal opened={opened} onClose={onClose} title={t("sheet.title")} size="lg">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" verticalSpacing="lg">
        {[...groups].map(([group, commands]) => (
          <Stack key={group} gap={6}>
            <Title order={3} c="dimmed">
              {group}
            </Title>
            {commands.map((command) => (
              <Group key={command.id} justify="space-between" wrap="nowrap">
                <Text>{command.title}</Text>
                <Key keys={command.keys ?? ""} />
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  );
}

function byGroup(commands: Command[]): Map<string, Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return groups;
}
