/** Lets a page say what can be done on it, for as long as it is shown. */
import { useEffect, useRef, useSyncExternalStore } from "react";
import { addCommands, type Command, commandsNow, subscribeCommands } from "./registry";

export function useCommands(commands: Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  // Registered again only when what is shown of them changes; `run` always finds the latest.
  const shown = JSON.stringify(
    commands.map(({ run: _run, takesKeys: _takesKeys, ...rest }) => rest),
  );
  useEffect(() => {
    const stable = (JSON.parse(shown) as Omit<Command, "run" | "takesKeys">[]).map((command) => {
      const now = () => latest.current.find((other) => other.id === command.id);
      return {
        ...command,
        run: () => now()?.run(),
        takesKeys: () => now()?.takesKeys?.() ?? true,
      };
    });
    return addCommands(stable);
  }, [shown]);
}

export function useAllCommands(): Command[] {
  return useSyncExternalStore(subscribeCommands, commandsNow);
}
