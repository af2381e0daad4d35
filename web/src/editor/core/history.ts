/** Undo and redo as patches. Typing into one field is one step while it goes on. */
import { invert, type Patch, squash } from "./document";

export interface Step {
  /** What was done, in words: "Draw a box". */
  readonly words: string;
  readonly patches: readonly Patch[];
  readonly selectionBefore: readonly string[];
  readonly selectionAfter: readonly string[];
}

interface Entry extends Step {
  readonly typing: string | null;
  readonly time: number;
}

/** A pause longer than this, in milliseconds, ends a run of typing. */
const TYPING_PAUSE = 1500;
const LIMIT = 1000;

export class History {
  #done: Entry[] = [];
  #undone: Entry[] = [];
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Records a step. Steps with the same `typing` key in quick succession become one. */
  record(step: Step, typing: string | null = null): void {
    const time = this.#now();
    const last = this.#done.at(-1);
    this.#undone = [];
    if (last && typing !== null && last.typing === typing && time - last.time < TYPING_PAUSE) {
      const patches = squash([...last.patches, ...step.patches]);
      this.#done[this.#done.length - 1] = {
        ...step,
        patches,
        typing,
        time,
        selectionBefore: last.selectionBefore,
      };
      return;
    }
    this.#done.push({ ...step, typing, time });
    if (this.#done.length > LIMIT) this.#done.shift();
  }

  /** The step to take back, with its patches already turned round. */
  undo(): Step | null {
    const step = this.#done.pop();
    if (!step) return null;
    this.#undone.push(step);
    return {
      words: step.words,
      patches: invert(step.patches),
      selectionBefore: step.selectionAfter,
      selectionAfter: step.selectionBefore,
    };
  }

  redo(): Step | null {
    const step = this.#undone.pop();
    if (!step) return null;
    // A redone step never swallows what is typed next.
    this.#done.push({ ...step, typing: null });
    return step;
  }
}
