/** Ctrl+K: everything that can be done here, found by its words. */
import { Box, Modal, Text, TextInput, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Key } from "../components/Key";
import classes from "./Palette.module.css";
import type { Command } from "./registry";
import { useAllCommands } from "./useCommands";

export function Palette({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="12vh"
      centered={false}
      title={t("palette.title")}
      styles={{ header: { display: "none" } }}
    >
      <Finder onClose={onClose} />
    </Modal>
  );
}

function Finder({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const commands = useAllCommands();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(() => find(commands, query), [commands, query]);
  const active = Math.min(at, found.length - 1);

  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);

  function choose(command: Command | undefined): void {
    if (!command) return;
    onClose();
    // After the dialog has given the focus back, so that a page's field can take it.
    requestAnimationFrame(() => command.run());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "ArrowDown") setAt((active + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp")
      setAt((active - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") choose(found[active]);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="lg"
        px="md"
        leftSection={<IconSearch size={18} />}
        placeholder={t("palette.placeholder")}
        aria-label={t("palette.placeholder")}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[active] ? `palette-${found[active].id}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Box
        ref={list}
        id="palette-list"
        role="listbox"
        className={classes.list}
        aria-label={t("palette.title")}
      >
        {found.map((command, index) => (
          <Box key={command.id}>
            {found[index - 1]?.group === command.group ? null : (
              <Text size="xs" c="dimmed" px="md" pt="sm" pb={4}>
                {command.group}
              </Text>
            )}
            <UnstyledButton
              id={`palette-${command.id}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              data-index={index}
              className={classes.item}
              onMouseMove={() => setAt(index)}
              onClick={() => choose(command)}
            >
              <span>{command.title}</span>
              {command.keys?.[0] ? <Key keys={command.keys[0]} /> : null}
            </UnstyledButton>
          </Box>
        ))}
        {found.length === 0 ? (
          <Text c="dimmed" p="lg" ta="center">
            {t("palette.nothing", { query })}
          </Text>
        ) : null}
      </Box>
    </>
  );
}

/** Commands whose words hold every word of the query, in their groups. */
function find(commands: Command[], query: string): Command[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups: string[] = [];
  for (const command of commands) if (!groups.includes(command.group)) groups.push(command.group);
  return commands
    .filter((command) => {
      const text = `${command.title} ${command.group} ${command.words ?? ""}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    })
    .sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
}
