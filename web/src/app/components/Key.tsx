/** A shortcut drawn as keys. */
import { Group } from "@mantine/core";
import { drawKeys } from "../commands/keys";

export function Key({ keys }: { keys: string }) {
  return (
    <Group gap={3} wrap="nowrap" component="span" display="inline-flex" aria-hidden>
      {drawKeys(keys).map((cap) => (
        <kbd key={cap} className="ly-key">
          {cap}
        </kbd>
      ))}
    </Group>
  );
}
