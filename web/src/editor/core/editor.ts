/**
 * The editor itself: a document, a session, a history, and the commands over them. It knows no
 * page, no server and no DOM; surfaces and panels listen to it.
 */
import type { Bounds } from "../kernels/box";
import { type BoundTag, bind, type JsonObject, type Tag } from "../language";
import { complete, preselect, setAnswer } from "./answers";
import { Clock } from "./clock";
import { Commands } from "./commands";
import {
  apply,
  type Document,
  EMPTY,
  type Patch,
  put,
  type Region,
  squash,
  touchesResult,
} from "./document";
import { filterKeys } from "./filters";
import { History, type Step } from "./history";
import type { Keymap } from "./keys";
import { optionCommands } from "./options";
import { type Plan, readPlan } from "./plan";
import { findProblems, showProblem } from "./problems";
import type { Registry } from "./registry";
import { finishRelating } from "./relations";
import type { Problem, ResultItem, Suggestion } from "./results";
import { readResult, writeResult } from "./serialise";
import { type Session, START } from "./session";
import { readSuggestions } from "./suggestions";
import type { Hand } from "./tools";
import { english, type Translate } from "./words";

export interface EditorOptions {
  readonly tree: Tag;
  readonly data: JsonObject;
  readonly registry: Registry;
  readonly result?: readonly ResultItem[] | undefined;
  readonly suggestions?: readonly Suggestion[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly keymap?: Keymap | undefined;
  /** Keys the page listens for itself, with the ids of its commands. */
  readonly reserved?: ReadonlyMap<string, string> | undefined;
  readonly words?: Translate | undefined;
  /** Seconds already spent, as a draft remembers them. */
  readonly leadTime?: number | undefined;
}

/** A surface one object is drawn on. */
export interface Stage {
  readonly object: string;
  readonly hand: Pick<Hand<never>, "busy" | "cancel" | "reset" | "isStepwise" | "back" | "finish">;
  /** Where a region is in the window, in CSS pixels; null when it is out of sight. */
  readonly locate?: ((region: Region) => Bounds | null) | null;
  /** Calls back when regions have moved in the window. Returns the way to stop. */
  onView?(listener: Listener): () => void;
}

/** Where a gesture began: it can be gone back to, or settled as one step of history. */
export interface Mark {
  readonly document: Document;
  readonly selection: readonly string[];
}

type Listener = () => void;

export class Editor {
  readonly tree: BoundTag;
  readonly plan: Plan;
  readonly registry: Registry;
  readonly history = new History();
  readonly commands: Commands;
  readonly clock: Clock;
  /** Surfaces on show, by object name, in the order they appeared. */
  readonly stages = new Map<string, Stage>();
  readonly words: Translate;
  readonly readOnly: boolean;

  #document: Document;
  #session: Session = START;
  #mark: Mark | null = null;
  #open: Patch[] = [];
  readonly #listeners = new Set<Listener>();
  readonly #changeListeners = new Set<Listener>();

  constructor(options: EditorOptions) {
    this.registry = options.registry;
    this.words = options.words ?? english;
    this.readOnly = options.readOnly ?? false;
    this.clock = new Clock(options.leadTime);
    this.tree = bind(options.tree, options.data);
    this.plan = readPlan(this.tree, this.registry);
    const result = options.result ?? [];
    const read = result.length > 0 ? readResult(result, this.plan, this.registry) : EMPTY;
    const offered = readSuggestions(read, options.suggestions ?? [], this.plan, this.registry);
    const fresh = result.length === 0 && !this.readOnly;
    this.#document = fresh ? preselect(offered, this.plan) : offered;
    this.commands = new Commands(
      this,
      [...this.registry.commands.values(), ...optionCommands(this.plan)],
      options,
      { idle: this.registry.idleCommands(this.plan.tags), fields: filterKeys(this.tree) },
    );
    this.#session = { ...START, ...startingTool(this.plan, this.registry, this.readOnly) };
  }

  get document(): Document {
    return this.#document;
  }

  get session(): Session {
    return this.#session;
  }

  /** The document without the gesture that goes on: what lists show. */
  get settled(): Document {
    return this.#mark?.document ?? this.#document;
  }

  /** Selected regions and suggestions, in the order they were selected. */
  get selected(): Region[] {
    return this.#session.selection.flatMap((id) => this.region(id) ?? []);
  }

  /** A region or suggestion by id. */
  region(id: string): Region | undefined {
    return this.#document.regions.get(id) ?? this.#document.suggestions.get(id);
  }

  /** Calls back after every change of document or session. Returns the way to stop. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back when the result may have changed: once a step, not while a gesture goes on. */
  onChange(listener: Listener): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  result(): ResultItem[] {
    return writeResult(this.#document, this.plan, this.registry);
  }

  problems(): Problem[] {
    return findProblems(this);
  }

  /** Gives the answers that stand where nobody gave one. Call it before submitting. */
  complete(): void {
    complete(this);
  }

  /** Brings what a problem is about in sight. */
  show(problem: Problem): void {
    showProblem(this, problem);
  }

  /** Answers a question by the name of its control; null takes the answer back. */
  answer(name: string, value: unknown): void {
    const control = this.plan.controls.get(name);
    if (control) setAnswer(this, control, value);
  }

  undo(): boolean {
    return this.#replay(this.history.undo(), "said.undone");
  }

  redo(): boolean {
    return this.#replay(this.history.redo(), "said.redone");
  }

  /**
   * Changes the document as one step of history, or as part of the gesture that is open. With a
   * `typing` key, quick changes of one field become one step.
   */
  transact(words: string, patches: readonly Patch[], typing: string | null = null): void {
    const changed = squash(patches);
    if (changed.length === 0 || this.readOnly) return;
    const selectionBefore = this.#session.selection;
    this.#document = apply(this.#document, changed);
    if (this.#mark) {
      this.#open.push(...changed);
      this.#tell(false);
      return;
    }
    this.#dropLostSelection();
    this.history.record(
      { words, patches: changed, selectionBefore, selectionAfter: this.#session.selection },
      typing,
    );
    this.#tell(touchesResult(changed));
  }

  /** Changes the rows of a table; sugar over `transact`. */
  putRegion(words: string, region: Region): void {
    this.transact(words, [put(this.#document, "regions", region.id, region)]);
  }

  /** Opens a gesture. What follows is one step, until `settle` or `revert`. */
  mark(): Mark {
    if (this.#mark) this.settle("");
    this.#mark = { document: this.#document, selection: this.#session.selection };
    this.#open = [];
    return this.#mark;
  }

  /** Puts the document back to the mark; the gesture stays open. */
  rewind(mark: Mark): void {
    this.#document = mark.document;
    this.#open = [];
  }

  /** Ends the gesture and takes back everything since the mark. */
  revert(mark: Mark): void {
    this.#document = mark.document;
    this.#mark = null;
    this.#open = [];
    this.select(mark.selection);
    this.#tell(false);
  }

  /** Ends the gesture and records it. */
  settle(words: string): void {
    const mark = this.#mark;
    const patches = squash(this.#open);
    this.#mark = null;
    this.#open = [];
    this.#dropLostSelection();
    if (!mark || patches.length === 0) return;
    this.history.record({
      words,
      patches,
      selectionBefore: mark.selection,
      selectionAfter: this.#session.selection,
    });
    this.#tell(touchesResult(patches));
  }

  /** Changes the session. */
  update(change: Partial<Session>): void {
    this.#session = { ...this.#session, ...change };
    this.#tell(false);
  }

  select(ids: readonly string[]): void {
    const { selection } = this.#session;
    if (ids.length === selection.length && ids.every((id, i) => id === selection[i])) return;
    if (finishRelating(this, ids)) return;
    this.update({ selection: ids });
  }

  hover(id: string | null): void {
    if (this.#session.hovered !== id) this.update({ hovered: id });
  }

  /** Says something to people who use a screen reader. */
  announce(key: string, params: Readonly<Record<string, string | number>> = {}): void {
    const turn = this.#session.announcement.turn + 1;
    this.update({ announcement: { text: this.words(key, params), turn } });
  }

  /** Takes a tool in hand by the id of its command. */
  hold(tool: string): void {
    if (this.#session.tool === tool) return;
    this.update({ tool });
    for (const { hand } of this.stages.values()) hand.reset();
  }

  #replay(step: Step | null, said: string): boolean {
    if (!step) return false;
    for (const { hand } of this.stages.values()) hand.reset();
    this.#document = apply(this.#document, step.patches);
    this.#session = { ...this.#session, selection: step.selectionAfter };
    this.#dropLostSelection();
    this.announce(said, { words: this.words(step.words) });
    this.#tell(touchesResult(step.patches));
    return true;
  }

  #dropLostSelection(): void {
    const { selection, hovered, relating } = this.#session;
    const alive = selection.filter((id) => this.region(id) !== undefined);
    const there = (id: string | null): string | null => (id && this.region(id) ? id : null);
    const settled = alive.length === selection.length;
    if (settled && there(hovered) === hovered && there(relating) === relating) return;
    this.#session = {
      ...this.#session,
      selection: alive,
      hovered: there(hovered),
      relating: there(relating),
    };
  }

  #tell(resultChanged: boolean): void {
    for (const listener of this.#listeners) listener();
    if (resultChanged) for (const listener of this.#changeListeners) listener();
  }
}

/** The drawing tool when the config has one; what the config selects is armed, and a lone label. */
function startingTool(plan: Plan, registry: Registry, readOnly: boolean): Partial<Session> {
  if (readOnly) return {};
  const makers = [...plan.controls.values()].filter(
    ({ makes, labels }) => makes !== null || labels,
  );
  const labels = makers.filter((control) => control.labels);
  const armed: Record<string, string[]> = {};
  for (const { name, options, multiple } of labels) {
    const alone = labels.length === 1 && options.length === 1;
    const chosen = alone ? options : options.filter(({ preselected }) => preselected);
    const stored = chosen.map((option) => option.stored);
    if (stored.length > 0) armed[name] = multiple ? stored : stored.slice(0, 1);
  }
  const drawn = makers.find(({ makes }) => makes !== null)?.makes ?? null;
  const tool = [...registry.tools.values()].find(({ draws }) => draws !== null && draws === drawn);
  return tool ? { armed, tool: tool.id } : { armed };
}
