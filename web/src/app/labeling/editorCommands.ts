/** Shows the editor's own commands in the palette and the shortcut sheet. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Editor } from "@/editor";
import { printKey } from "@/editor/core/keys";
import type { Command } from "../commands/registry";
import { shortcutWords } from "../commands/shortcuts";
import { useCommands } from "../commands/useCommands";

/** `oneDecision` leaves out what is about regions, of which such a task has none. */
export function useEditorCommands(editor: Editor | null, oneDecision: boolean): void {
  const { t } = useTranslation();
  const commands = useMemo<Command[]>(() => {
    if (!editor) return [];
    const { clashes } = editor.commands.keyring;
    const titleOf = (id: string): string => {
      const other = editor.commands.get(id);
      return other ? editor.commands.title(other) : t(shortcutWords(id));
    };
    const shown = editor.commands.all
      .filter(({ group }) => !(oneDecision && (group === "regions" || group === "suggestions")))
      .sort((a, b) => Number(b.group === "labels") - Number(a.group === "labels"));
    return shown.map((command) => {
      const keys = editor.commands.keys(command.id);
      const clash = clashes.find(({ id }) => id === command.id);
      const key = clash ? printKey(clash.key) : "";
      return {
        id: `editor.${command.id}`,
        title: editor.commands.title(command),
        group: t(`editorGroup.${command.group}`),
        keys,
        heardElsewhere: true,
        ...(clash ? { note: t("sheet.clash", { key, holder: titleOf(clash.holder) }) } : {}),
        run: () => void editor.commands.run(command.id),
      };
    });
  }, [editor, oneDecision, t]);
  useCommands(commands);
}
