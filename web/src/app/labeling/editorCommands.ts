/** Shows the editor's own commands in the palette and the shortcut sheet. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Editor } from "@/editor";
import type { Command } from "../commands/registry";
import { useCommands } from "../commands/useCommands";

/** `oneDecision` leaves out what is about regions, of which such a task has none. */
export function useEditorCommands(editor: Editor | null, oneDecision: boolean): void {
  const { t } = useTranslation();
  const commands = useMemo<Command[]>(() => {
    if (!editor) return [];
    const seen = new Set<string>();
    const shown = editor.commands.all.filter(({ group, words }) => {
      const first = !seen.has(words);
      seen.add(words);
      return first && !(oneDecision && (group === "regions" || group === "suggestions"));
    });
    return shown.map((command) => {
      const [keys] = editor.commands.keys(command.id);
      return {
        id: `editor.${command.id}`,
        title: command.literal ? command.words : editor.words(command.words),
        group: t(`editorGroup.${command.group}`),
        ...(keys === undefined ? {} : { keys: ourKeys(keys), heardElsewhere: true }),
        run: () => void editor.commands.run(command.id),
      };
    });
  }, [editor, oneDecision, t]);
  useCommands(commands);
}

/** `Ctrl+Shift+Z` as the app writes it: `mod+shift+Z`. */
function ourKeys(keys: string): string {
  return keys
    .replace(/Ctrl\+/, "mod+")
    .replace(/Shift\+/, "shift+")
    .replace(/Alt\+/, "alt+");
}
