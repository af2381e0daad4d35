/**
 * Tools as small trees of states named for what the hand is doing. A state is made on entering it,
 * so what it closes over is its mark; every move recomputes from there, and cancel goes back to it.
 */

export type Next<P> = State<P> | undefined;

export interface State<P> {
  readonly name: string;
  /** CSS cursor while the hand does this. */
  readonly cursor?: string;
  /** Whether Escape has something to take back here. */
  readonly busy?: boolean;
  down?(pointer: P): Next<P>;
  move?(pointer: P): Next<P>;
  up?(pointer: P): Next<P>;
  cancel?(): Next<P>;
  /** Takes back the last part of what is being drawn: a corner. */
  back?(): Next<P>;
  /** Ends what is being drawn as it is; undefined when it is not enough yet. */
  finish?(): Next<P>;
  exit?(): void;
}

export interface Tool<Stage = unknown, P = unknown> {
  /** The id of the command that takes it in hand. */
  readonly id: string;
  /** Which surface it works on: "image", "text". */
  readonly surface: string;
  /** The region kind it draws; null for a tool that draws nothing. */
  readonly draws: string | null;
  start(stage: Stage): State<P>;
}

/** Runs the states of whatever tool is in hand. */
export class Hand<P> {
  #state: State<P>;
  readonly #first: () => State<P>;

  /** `first` gives the state to rest in, asked anew whenever a gesture ends. */
  constructor(first: () => State<P>) {
    this.#first = first;
    this.#state = first();
  }

  get state(): State<P> {
    return this.#state;
  }

  get busy(): boolean {
    return this.#state.busy ?? false;
  }

  down(pointer: P): void {
    this.#enter(this.#state.down?.(pointer));
  }

  /** A move that begins something new is also its first move. */
  move(pointer: P): void {
    const next = this.#state.move?.(pointer);
    if (!next || next === this.#state) return;
    this.#enter(next);
    this.#enter(next.move?.(pointer));
  }

  up(pointer: P): void {
    this.#enter(this.#state.up?.(pointer));
  }

  /** Takes back what the hand is doing; false when it rests. */
  cancel(): boolean {
    if (!this.busy) return false;
    this.#enter(this.#state.cancel?.() ?? this.#first());
    return true;
  }

  /** Whether what is being drawn is made of parts that can be taken back one by one. */
  get isStepwise(): boolean {
    return this.#state.back !== undefined;
  }

  back(): void {
    this.#enter(this.#state.back?.());
  }

  finish(): void {
    this.#enter(this.#state.finish?.());
  }

  /** Puts the tool down and takes up the one now chosen. */
  reset(): void {
    if (this.busy) this.#state.cancel?.();
    this.#enter(this.#first());
  }

  #enter(next: Next<P>): void {
    if (!next || next === this.#state) return;
    this.#state.exit?.();
    this.#state = next;
  }
}
