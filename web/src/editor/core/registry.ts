/**
 * The one door for tags, region kinds, tools and commands. What ships with the editor enters by
 * it, and so does a plugin.
 */
import type { ComponentType } from "react";
import type { BoundTag } from "../language";
import type { Command } from "./commands";
import type { Editor } from "./editor";
import type { ControlPlan, ObjectPlan, Option, Plan } from "./plan";
import type { Json, JsonObject, ResultItem } from "./results";
import type { ImageShape } from "./shapes";
import type { Tool } from "./tools";
import type { Params } from "./words";

/** What the component of a tag gets. */
export interface TagProps {
  readonly tag: BoundTag;
}

/** Knows one kind of region: its geometry, and how that is written in a result item. */
export interface RegionKind<Geometry = unknown> {
  readonly name: string;
  /** The geometry of a result item, or null when the item is of another kind. */
  read(item: ResultItem): Geometry | null;
  write(geometry: Geometry, object: ObjectPlan): { envelope: JsonObject; value: JsonObject };
  /** A few words for lists and screen readers: where it is, or what it says. */
  describe(geometry: Geometry): string;
  /** The order in which people meet regions of this kind on their object. */
  compare?(a: Geometry, b: Geometry): number;
  /** A copy that can be told from the original. */
  duplicate?(geometry: Geometry): Geometry;
}

/** What is wrong with an answer: a key of the `editor` catalogue and what fills it in. */
export interface Refusal {
  readonly words: string;
  readonly params: Params;
}

/** How a control's answer is read, written and judged. `T` is the answer inside the editor. */
export interface AnswerKind<T = unknown> {
  /** Key of the answer in the item's `value`. */
  readonly key: string;
  /** Its items name the control itself as their object. */
  readonly ofItself?: boolean;
  read(raw: Json, control: ControlPlan): T | null;
  write(answer: T, control: ControlPlan): Json;
  isEmpty(answer: T): boolean;
  /** The answer a new annotation starts with. */
  initial?(control: ControlPlan, plan: Plan): T | null;
  /** The answer given at submission where there is none. */
  fallback?(control: ControlPlan): T | null;
  /** Why the answer may not be submitted, as a key of the catalogue; null when it may. */
  refusal?(answer: T, control: ControlPlan): Refusal | null;
  /** The answer in a few words. */
  describe(answer: T, control: ControlPlan): string;
}

export interface TagDefinition {
  /** Canonical name: "RectangleLabels". */
  readonly tag: string;
  readonly component?: ComponentType<TagProps>;
  /** Set on object tags: the region kind that plain `Labels` make on it, if any. */
  readonly object?: { readonly labelled: string | null };
  /** Set on controls. */
  readonly control?: {
    readonly answer?: AnswerKind;
    /** Its answer is a set of labels for regions. */
    readonly labels?: boolean | ((tag: BoundTag) => boolean);
    /** The region kind its tool draws. */
    readonly makes?: string;
    /** What it offers, where that is not written as its children. */
    readonly options?: (tag: BoundTag) => readonly Option[];
    /** Its options are too many for hotkeys. */
    readonly keyless?: boolean;
    /** A choice that hides it does not drop its answer, as long as any choice is made. */
    readonly keptWhenHidden?: boolean;
    /** With `displayMode="region-list"` it is answered in the list of regions. */
    readonly listed?: boolean;
    /** What its own `hotkey` does, for a control that has a key and no options. */
    readonly onKey?: (editor: Editor, control: ControlPlan) => void;
    /** Set where labels are paths of a tree, of which not all need be known: makes one an option. */
    readonly optionFor?: (stored: string, tag: BoundTag) => Option;
  };
  readonly kinds?: readonly RegionKind[];
  /** How kinds that lie on images are drawn and handled. */
  readonly shapes?: readonly ImageShape[];
  readonly tools?: readonly Tool[];
  readonly commands?: readonly Command[];
}

export class Registry {
  readonly tags = new Map<string, TagDefinition>();
  readonly kinds = new Map<string, RegionKind>();
  readonly shapes = new Map<string, ImageShape>();
  readonly tools = new Map<string, Tool>();
  readonly commands = new Map<string, Command>();
  readonly #owners = new Map<string, string>();

  /** Adds a tag with all that comes with it; a second one of the same name takes its place. */
  registerTag(definition: TagDefinition): void {
    this.tags.set(definition.tag, definition);
    for (const kind of definition.kinds ?? []) this.kinds.set(kind.name, kind);
    for (const shape of definition.shapes ?? []) this.shapes.set(shape.kind, shape);
    for (const tool of definition.tools ?? []) this.tools.set(tool.id, tool);
    for (const command of definition.commands ?? []) {
      this.registerCommand(command);
      this.#owners.set(command.id, definition.tag);
    }
  }

  registerCommand(command: Command): void {
    this.commands.set(command.id, command);
  }

  /** Ids of the commands that came with none of these tags, nor with one that makes such regions. */
  idleCommands(tags: ReadonlySet<string>): Set<string> {
    const makes = (tag: string): string | undefined => this.tags.get(tag)?.control?.makes;
    const kinds = new Set([...tags].map(makes));
    const isIdle = (owner: string): boolean => {
      const kind = makes(owner);
      return !tags.has(owner) && (kind === undefined || !kinds.has(kind));
    };
    const idle = [...this.#owners].filter(([, owner]) => isIdle(owner));
    return new Set(idle.map(([id]) => id));
  }

  kind(name: string): RegionKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`No region kind "${name}" is registered.`);
    return kind;
  }
}
