/** A shortcut drawn as keys, or the keys that a command has now. */
import { Group } from "@mantine/core";
import { capsOf } from "@/editor/core/keys";
import { useAllCommands } from "../commands/useCommands";

export function Key({ keys }: { keys: string }) {
  return (
    <Group gap={3} wrap="nowrap" component="span" display="inline-flex" aria-hidden>
      {capsOf(keys).map((cap) => (
        <kbd key={cap} className="ly-key">
          {cap}
        </kbd>
      ))}
    </Group>
  );
}

export function KeyOf({ command }: { command: string }) {
  const [key] = useAllCommands().find(({ id }) => id === command)?.keys ?? [];
  return key ? <Key keys={key} /> : null;
}
