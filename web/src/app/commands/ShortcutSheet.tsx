/** `?`: every shortcut that works here, by group, to search and to print. */
import { Anchor, Button, Group, Modal, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconKeyboard, IconPrinter, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../components/Key";
import { useMaybeUser } from "../session";
import type { Command } from "./registry";
import classes from "./ShortcutSheet.module.css";
import { useAllCommands } from "./useCommands";

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("sheet.title")}
      size={880}
      classNames={{ root: classes.sheet, inner: classes.inner, content: classes.content }}
    >
      <Sheet onClose={onClose} />
    </Modal>
  );
}

function Sheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const user = useMaybeUser();
  const [query, setQuery] = useState("");
  const commands = useAllCommands().filter(({ keys }) => keys && keys.length > 0);
  const groups = byGroup(commands.filter((command) => isAbout(command, query)));
  return (
    <Stack gap="lg">
      <Group justify="space-between" gap="sm" className={classes.tools}>
        <TextInput
          flex={1}
          miw={180}
          data-autofocus
          leftSection={<IconSearch size={16} />}
          placeholder={t("sheet.search")}
          aria-label={t("sheet.search")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        {user ? (
          <Anchor component={Link} to="/user/account/hotkeys" onClick={onClose} size="sm">
            <Group gap={6} wrap="nowrap" component="span">
              <IconKeyboard size={16} aria-hidden />
              {t("sheet.change")}
            </Group>
          </Anchor>
        ) : null}
        <Button
          variant="default"
          leftSection={<IconPrinter size={16} />}
          onClick={() => window.print()}
        >
          {t("sheet.print")}
        </Button>
      </Group>
      <div className={classes.groups}>
        {[...groups].map(([group, members]) => (
          <section key={group} className={classes.group}>
            <Title order={3} c="dimmed" mb={6}>
              {group}
            </Title>
            {members.map((command) => (
              <div key={command.id} className={classes.row}>
                <Text component="span">
                  {command.title}
                  {command.note ? (
                    <Text component="span" size="xs" c="var(--ly-warning)" display="block">
                      {command.note}
                    </Text>
                  ) : null}
                </Text>
                <Group gap={8} wrap="nowrap" component="span">
                  {command.keys?.map((keys) => (
                    <Key key={keys} keys={keys} />
                  ))}
                </Group>
              </div>
            ))}
          </section>
        ))}
      </div>
      {groups.size === 0 ? (
        <Text c="dimmed" ta="center">
          {t("palette.nothing", { query })}
        </Text>
      ) : null}
    </Stack>
  );
}

/** Found by its words, or by a key as it is written: "ctrl z". */
export function isAbout({ title, group, keys = [] }: Command, query: string): boolean {
  const text = `${title} ${group} ${keys.join(" ")}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function byGroup(commands: Command[]): Map<string, Command[]> {
  const groups = new Map<string, Command[]>();
  for (const command of commands) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return groups;
}
