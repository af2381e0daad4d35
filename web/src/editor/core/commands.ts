/**
 * A command is one record: what it is called, in words, its keys, when it applies, what it does.
 * Hotkeys, menus, the palette and the shortcut sheet all come from it.
 */
import type { Editor } from "./editor";
import { type Keymap, keysFor } from "./keys";

export type Group = "annotation" | "labels" | "regions" | "tools" | "view" | "suggestions";

export interface Command {
  /** Label Studio's keymap name with a dot: "region.delete" is its "region:delete". */
  readonly id: string;
  readonly group: Group;
  /** Key of the words in the `editor` catalogue, or the words themselves with `literal`. */
  readonly words: string;
  readonly literal?: boolean;
  readonly keys: readonly string[];
  readonly when?: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

export class Commands {
  readonly #editor: Editor;
  readonly #commands = new Map<string, Command>();
  #keymap: Keymap;
  #byKey = new Map<string, Command[]>();

  constructor(editor: Editor, commands: Iterable<Command>, keymap: Keymap) {
    this.#editor = editor;
    this.#keymap = keymap;
    for (const command of commands) this.#commands.set(command.id, command);
    this.#index();
  }

  get all(): readonly Command[] {
    return [...this.#commands.values()];
  }

  get(id: string): Command | undefined {
    return this.#commands.get(id.replace(":", "."));
  }

  add(command: Command): void {
    this.#commands.set(command.id, command);
    this.#index();
  }

  remap(keymap: Keymap): void {
    this.#keymap = keymap;
    this.#index();
  }

  /** The keys a command has after the person's own choices. */
  keys(id: string): readonly string[] {
    const command = this.get(id);
    return command ? keysFor(command, this.#keymap) : [];
  }

  can(id: string): boolean {
    const command = this.get(id);
    return command !== undefined && (command.when?.(this.#editor) ?? true);
  }

  /** Runs a command; false when it does not exist or does not apply now. */
  run(id: string): boolean {
    const command = this.get(id);
    if (!command || !this.can(id)) return false;
    command.run(this.#editor);
    return true;
  }

  /** Runs what a key stands for; false when nothing that applies has it. */
  press(key: string): boolean {
    const command = this.#byKey.get(key)?.find(({ id }) => this.can(id));
    return command !== undefined && this.run(command.id);
  }

  #index(): void {
    this.#byKey = new Map();
    for (const command of this.#commands.values()) {
      for (const key of keysFor(command, this.#keymap)) {
        const list = this.#byKey.get(key);
        if (list) list.push(command);
        else this.#byKey.set(key, [command]);
      }
    }
  }
}
