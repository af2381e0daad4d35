/**
 * A command is one record: what it is called, in words, its keys, when it applies, what it does.
 * Hotkeys, menus, the palette and the shortcut sheet all come from it.
 */
import type { Editor } from "./editor";
import { type Keyed, type Keyring, shareKeys } from "./keyring";
import type { Keymap } from "./keys";
import type { Params } from "./words";

export type Group = "annotation" | "labels" | "regions" | "tools" | "view" | "suggestions";

/** Its `id` is Label Studio's keymap name with a dot: "region.delete" is its "region:delete". */
export interface Command extends Keyed {
  readonly group: Group;
  /** Key of the words in the `editor` catalogue, or the words themselves with `literal`. */
  readonly words: string;
  readonly literal?: boolean;
  readonly params?: Params;
  /** Whether it goes on while its key is held down. */
  readonly repeats?: boolean;
  readonly when?: (editor: Editor) => boolean;
  readonly run: (editor: Editor) => void;
}

/** What the page around the editor has to say about keys. */
export interface KeyRules {
  readonly keymap?: Keymap | undefined;
  readonly reserved?: ReadonlyMap<string, string> | undefined;
}

/** What the config has to say about keys. */
export interface ConfigKeys {
  /** Commands of tags that it does not have. */
  readonly idle: ReadonlySet<string>;
  /** Keys that lead to its Filters, with their commands. */
  readonly fields: ReadonlyMap<string, string>;
}

export class Commands {
  readonly #editor: Editor;
  readonly #commands = new Map<string, Command>();
  readonly #config: ConfigKeys;
  #rules: KeyRules;
  #ring: Keyring | null = null;

  constructor(editor: Editor, commands: Iterable<Command>, rules: KeyRules, config: ConfigKeys) {
    this.#editor = editor;
    this.#rules = rules;
    this.#config = config;
    for (const command of commands) this.#commands.set(command.id, command);
  }

  /** All that this config can use. */
  get all(): readonly Command[] {
    return [...this.#commands.values()].filter(({ id }) => !this.#config.idle.has(id));
  }

  get(id: string): Command | undefined {
    return this.#commands.get(id.replace(":", "."));
  }

  add(command: Command): void {
    this.#commands.set(command.id, command);
    this.#ring = null;
  }

  remap(rules: KeyRules): void {
    this.#rules = rules;
    this.#ring = null;
  }

  /** The keys a command has after the person's own choices. */
  keys(id: string): readonly string[] {
    return this.keyring.keys.get(id.replace(":", ".")) ?? [];
  }

  /** Who has which key; shared out anew when commands or rules have changed. */
  get keyring(): Keyring {
    if (this.#ring) return this.#ring;
    const { keymap, reserved = [] } = this.#rules;
    const { idle, fields } = this.#config;
    const taken = new Map([...fields, ...reserved]);
    this.#ring = shareKeys([...this.#commands.values()], { keymap, idle, reserved: taken });
    return this.#ring;
  }

  /** The words of a command as people read them. */
  title({ words, literal, params }: Command): string {
    return literal ? words : this.#editor.words(words, params);
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

  /**
   * Runs what a key stands for; false when nothing that applies has it. A key that is held down
   * (`repeat`) is taken, but only some commands go on with it.
   */
  press(key: string, repeat = false): boolean {
    const id = this.keyring.holders.get(key)?.find((holder) => this.can(holder));
    if (id === undefined) return false;
    return (repeat && !this.get(id)?.repeats) || this.run(id);
  }
}
